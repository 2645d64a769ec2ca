package io.penumbra.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.Interval;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReferenceRecordTest {
    static final String MEASURED =
            "{\"model\":\"pruned\",\"version\":\"v1\",\"baseline\":\"full\",\"baselineVersion\":\"v0\",\"origin\":\"automatic\","
                    + "\"from\":\"2026-05-06T07:00:00Z\",\"to\":\"2026-05-06T07:05:00Z\",\"subgroups\":{\"sex=male\":"
                    + "{\"disagreement\":{\"value\":0.14,\"lower\":0.1,\"upper\":0.2},\"harm\":{\"value\":0.0,\"lower\":-0.1,\"upper\":0.1},"
                    + "\"error\":{\"value\":0.04,\"lower\":0.03,\"upper\":0.05},"
                    + "\"subgroup_share\":{\"value\":0.5,\"lower\":0.4,\"upper\":0.6},"
                    + "\"predicted_class_share\":{\"blond\":{\"value\":0.25,\"lower\":0.2,\"upper\":0.3}}}}}";

    /** The form must stay: records lie on the topic for as long as their version lives. */
    @Test
    void recordIsReadAndWrittenInTheSameForm() {
        Reference reference = ReferenceRecord.read(MEASURED.getBytes(StandardCharsets.UTF_8));

        assertThat(reference.period().orElseThrow().to().startMs())
                .isEqualTo(Instant.parse("2026-05-06T07:05:00Z").toEpochMilli());
        assertThat(reference.subgroups().get(Subgroup.named("sex=male")).harm())
                .contains(new Level(0, new Interval(-0.1, 0.1)));
        assertThat(new String(ReferenceRecord.value(reference), StandardCharsets.UTF_8))
                .isEqualTo(MEASURED);
        assertThat(ReferenceRecord.key(reference.origin(), reference.model())).isEqualTo("automatic:pruned");
    }

    /** An earlier version kept neither the measured value nor the error. */
    @Test
    void levelWithoutAValueIsReadAsTheMiddleOfItsInterval() {
        String earlier = MEASURED.replaceAll("\"value\":[0-9.]+,", "").replaceAll("\"error\":\\{[^}]*\\},", "");
        assertThat(earlier).doesNotContain("value", "error");
        Reference reference = ReferenceRecord.read(earlier.getBytes(StandardCharsets.UTF_8));
        Levels men = reference.subgroups().get(Subgroup.named("sex=male"));
        assertThat(men.disagreement().orElseThrow().value()).isCloseTo(0.15, within(1e-12));
        assertThat(men.error()).isEmpty();
        assertThat(reference.watchesError()).isFalse();
    }

    /** Labels may well have come in its period. */
    @Test
    void referenceOfAnEarlierVersionSaysThatItWasMeasuredBeforeErrorsWereWatched() {
        String unlabelled = MEASURED.replaceAll("\"(error|harm)\":\\{[^}]*\\},", "");
        Reference now = ReferenceRecord.read(unlabelled.getBytes(StandardCharsets.UTF_8));
        Reference earlier = ReferenceRecord.read(
                unlabelled.replaceAll("\"value\":[0-9.]+,", "").getBytes(StandardCharsets.UTF_8));
        Subgroup men = Subgroup.named("sex=male");
        String noLabel =
                "no labelled image of sex=male came in the reference period, 2026-05-06T07:00:00Z to 2026-05-06T07:05:00Z";
        assertThat(now.nothingFor(men, DriftKind.ERROR)).isEqualTo(noLabel);
        assertThat(earlier.nothingFor(men, DriftKind.HARM)).isEqualTo(noLabel);
        assertThat(ReferenceRecord.read(ReferenceRecord.value(earlier))).isEqualTo(earlier);
        assertThat(earlier.nothingFor(men, DriftKind.ERROR))
                .isEqualTo(
                        "this reference, of 2026-05-06T07:00:00Z to 2026-05-06T07:05:00Z, was measured before errors were"
                                + " watched; put a reference to watch them");
    }

    @Test
    void referenceGivenByHandComesBackTheSame() {
        var given = new Reference(
                "pruned",
                "v1",
                "full",
                "v0",
                Reference.Origin.PUT,
                Optional.empty(),
                OptionalDouble.of(0.02),
                OptionalDouble.of(0.1),
                new TreeMap<>(Map.of(
                        Subgroup.ALL,
                        new Levels(
                                Optional.of(Level.given(0.05)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of()))));

        assertThat(ReferenceRecord.read(ReferenceRecord.value(given))).isEqualTo(given);
    }

    @Test
    void recordThatIsNoReferenceIsRefused() {
        for (String value : List.of("", "null", "{}", "[]", "{\"model\": \"pruned\"}")) {
            assertThat(catchThrowableOfType(
                            IllegalArgumentException.class,
                            () -> ReferenceRecord.read(value.getBytes(StandardCharsets.UTF_8))))
                    .as(value)
                    .isNotNull();
        }
    }
}
