package io.penumbra.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.ModelVersion;
import io.penumbra.tally.Poison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A record that is no reference is left out, counted once, and changes no other. */
class ReferencePoisonTest {
    private static final String GOOD =
            "{\"model\": \"m\", \"version\": \"v\", \"baseline\": \"full\", \"baselineVersion\": \"f\", \"origin\": \"put\", \"subgroups\": {}}";
    private static final ModelVersion MODEL = new ModelVersion("m", "v", 1);
    private static final ModelVersion BASELINE = new ModelVersion("full", "f", 1);

    private final Map<String, byte[]> topic = new HashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private final KeptReferences references =
            new KeptReferences("references", () -> Optional.of(Map.copyOf(topic)), unreadable::add);

    private void put(String key, String value) {
        topic.put(key, value.getBytes(UTF_8));
    }

    private boolean isKept() {
        return references.references().orElseThrow().of(MODEL, BASELINE).isPresent();
    }

    @Test
    void garbageIsCountedOnceAndTheOthersStay() {
        put("put:m", GOOD);
        assertThat(isKept()).isTrue();
        int bad = 0;
        for (Poison.Bad record : Poison.references()) {
            if (record.key() != null && record.value() != null) {
                topic.put("put:bad-" + bad++, record.value());
                assertThat(isKept()).isTrue();
                assertThat(unreadable).hasSize(bad);
            }
        }
        put("automatic:other", GOOD);
        assertThat(isKept()).isTrue();
        assertThat(unreadable).hasSize(bad + 1);
    }

    @Test
    void aReferenceWithoutAVersionOrWithATimeBeyondAllTimesIsNone() {
        put("put:m", GOOD.replace("\"version\": \"v\", ", ""));
        assertThat(isKept()).isFalse();
        put("put:m", GOOD.replace("{}", "null"));
        assertThat(isKept()).isFalse();
        put("put:m", GOOD.replace("{}", "{\"all\": null}"));
        assertThat(isKept()).isFalse();
        put("put:m", GOOD.replace("{}", "{\"sex\": {\"predicted_class_share\": {}}}"));
        assertThat(isKept()).isFalse();
        put(
                "put:m",
                GOOD.replace(
                        "\"origin\"",
                        "\"from\": \"-1000000000-01-01T00:00:00Z\", \"to\": \"+1000000000-12-31T00:00:00Z\", \"origin\""));
        assertThat(isKept()).isFalse();
        put(
                "put:m",
                GOOD.replace(
                        "{}",
                        "{\"all\": {\"disagreement\": {\"lower\": 1e999, \"upper\": 1}, \"predicted_class_share\": {}}}"));
        assertThat(isKept()).isFalse();
        assertThat(unreadable).hasSize(6);
        put("put:m", GOOD);
        assertThat(isKept()).isTrue();
    }
}
