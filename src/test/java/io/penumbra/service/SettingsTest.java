package io.penumbra.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.drift.DriftSettings;
import io.penumbra.drift.Horizon;
import io.penumbra.forget.Forgetting;
import io.penumbra.image.Background;
import io.penumbra.image.CloudEvents;
import io.penumbra.image.RawImages;
import io.penumbra.verdict.Exemption;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.VerdictSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    static PenumbraConfig config(Map<String, String> properties) {
        Converter<Duration> durations = io.quarkus.runtime.configuration.DurationConverter::parseDuration;
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withConverter(Duration.class, 200, durations)
                .withMapping(PenumbraConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(PenumbraConfig.class);
    }

    private static DriftSettings drift(Map<String, String> properties) {
        PenumbraConfig config = config(properties);
        return Settings.drift(config.drift(), config.tally().retained());
    }

    private static Gate gate(Map<String, String> properties) {
        return Settings.gate(config(properties).verdict(), 1, java.util.Collections::emptySortedSet);
    }

    @Test
    void whatMakesNoSenseEndsTheServiceWithOneSentence() {
        assertThatCode(() -> Settings.check(config(Map.of()))).doesNotThrowAnyException();
        Map.of(
                        "penumbra.verdict.margin", "1.5",
                        "penumbra.drift.share-tolerance", "1.5",
                        "penumbra.exemplars.most", "301",
                        "penumbra.scoring.background", "white",
                        "penumbra.labels.wait", "366d")
                .forEach((name, value) -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> Settings.check(config(Map.of(name, value))))
                        .withMessageStartingWith(name.substring(0, name.lastIndexOf('.')))
                        .matches(e -> !e.getMessage().contains("\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "penumbra.example",
                "/console",
                "ftp://penumbra.example",
                "https:///console",
                "https://ada:secret@penumbra.example",
                "https://penumbra.example/?tenant=1",
                "https://penumbra.example/#top"
            })
    void addressOfTheConsoleIsThatOfAPage(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.check(config(Map.of("penumbra.url", url))))
                .withMessageStartingWith("penumbra.url")
                .withMessageNotContaining("secret");
        assertThatCode(() -> Settings.check(config(Map.of("penumbra.url", "https://penumbra.example:8443/shadow/"))))
                .doesNotThrowAnyException();
    }

    @Test
    void formatOfImagesIsTheOneThatIsConfigured() {
        assertThat(Settings.format(config(Map.of()).images())).isInstanceOf(CloudEvents.class);
        assertThat(Settings.format(
                        config(Map.of("penumbra.images.format", "raw")).images()))
                .isInstanceOf(RawImages.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.check(
                        config(Map.of("penumbra.images.format", "raw", "penumbra.images.raw.label", "subgroups"))))
                .withMessageStartingWith("penumbra.images.raw: expected distinct names");
    }

    @Test
    void tombstoneIsWrittenOnlyWhereTheKeyIsTheId() {
        assertThat(Wiring.topicsOfIds(config(Map.of())).keyed()).contains("penumbra.images");
        assertThat(Wiring.topicsOfIds(config(Map.of("penumbra.images.format", "raw", "penumbra.images.raw.id", "key")))
                        .keyed())
                .contains("penumbra.images");
        Forgetting.Topics topics = Wiring.topicsOfIds(config(Map.of("penumbra.images.format", "raw")));
        assertThat(topics.keyed()).doesNotContain("penumbra.images");
        assertThat(topics.appended()).contains("penumbra.images");
    }

    @Test
    void withoutSettingsTheDefaultsHold() {
        assertThat(drift(Map.of())).isEqualTo(DriftSettings.DEFAULT);
        assertThat(gate(Map.of()).settings("pruned-95")).isEqualTo(VerdictSettings.DEFAULT);
    }

    @Test
    void backgroundIsAColour() {
        assertThat(Settings.background(config(Map.of()).scoring().background())).isEmpty();
        PenumbraConfig blue = config(Map.of("penumbra.scoring.background", "#336699"));
        assertThat(Settings.background(blue.scoring().background())).contains(new Background(0x33, 0x66, 0x99));
    }

    @Test
    void meanTimeToAFalseAlarmIsTheThresholdInPanes() {
        assertThat(drift(Map.of("penumbra.drift.mean-time-to-false-alarm", "7d"))
                        .logThreshold(Horizon.DAY))
                .isCloseTo(Math.log(7 * 24 * 60), within(1e-9));
    }

    @Test
    void wrongSettingOfDriftIsRefusedByItsNameAndValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drift(Map.of("penumbra.drift.share-tolerance", "1.5")))
                .withMessage("penumbra.drift: share tolerance is 1.5, expected at least 0 and below 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drift(Map.of("penumbra.drift.reference-period", "30s")))
                .withMessageContaining("30s");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> drift(Map.of("penumbra.drift.reference-period", "24h", "penumbra.tally.retained", "24h")))
                .withMessageContaining("penumbra.tally.retained");
    }

    @Test
    void settingsOfTheGateHoldForAllAndCandidatesMayDiffer() {
        Gate gate = gate(Map.of(
                "penumbra.verdict.metrics", "error,false_positive_rate",
                "penumbra.verdict.minimum", "30",
                "penumbra.verdict.exempted[0]", "age=unknown",
                "penumbra.verdict.candidates.\"pruned-95\".margin", "0.02",
                "penumbra.verdict.candidates.\"pruned-95\".metrics", "error",
                "penumbra.verdict.candidates.\"pruned-95\".exempted[0]", "sex=male,age=old/error",
                "penumbra.verdict.candidates.\"pruned-95\".exempted[1]", "all"));
        VerdictSettings all = gate.settings("int8-static");
        assertThat(all.metrics()).containsExactly(GuardedMetric.ERROR, GuardedMetric.FALSE_POSITIVE_RATE);
        assertThat(all.margins().values()).containsExactly(0.01, 0.01);
        assertThat(all.minimum()).isEqualTo(30);
        assertThat(all.exempted()).containsExactly(Exemption.named("age=unknown"));
        VerdictSettings own = gate.settings("pruned-95");
        assertThat(own.metrics()).containsExactly(GuardedMetric.ERROR);
        assertThat(own.margins()).containsExactly(Map.entry(GuardedMetric.ERROR, 0.02));
        assertThat(own.minimum()).isEqualTo(30);
        assertThat(own.exempted()).containsExactly(Exemption.named("all"), Exemption.named("age=old,sex=male/error"));
    }

    @Test
    void marginIsThatOfTheMetricElseTheOneForAllElseTheDefault() {
        Gate gate = gate(Map.of(
                "penumbra.verdict.margins.\"false_negative_rate\"", "0.1",
                "penumbra.verdict.candidates.a.margin", "0.03",
                "penumbra.verdict.candidates.b.margin", "0.03",
                "penumbra.verdict.candidates.b.margins.false_positive_rate", "0.2"));
        assertThat(gate.settings("another").margins().values()).containsExactly(0.01, 0.01, 0.1);
        assertThat(gate.settings("a").margins().values()).containsExactly(0.03, 0.03, 0.03);
        assertThat(gate.settings("b").margins().values()).containsExactly(0.03, 0.2, 0.03);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate(Map.of("penumbra.verdict.margins.fnr", "0.1")))
                .withMessage(
                        "penumbra.verdict.margins names 'fnr', expected one of [error, false_positive_rate, false_negative_rate]");
    }

    @Test
    void wrongSettingOfTheGateIsRefusedByItsName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate(Map.of("penumbra.verdict.margin", "1.5")))
                .withMessage("penumbra.verdict: the margin of error is 1.5, expected above 0 and below 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate(Map.of("penumbra.verdict.candidates.int8.level", "0")))
                .withMessageContaining("penumbra.verdict.candidates.\"int8\"")
                .withMessageContaining("level");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate(Map.of("penumbra.verdict.exempted[0]", "men")))
                .withMessageContaining("'men'");
    }

    @Test
    void sensibleSettingsOfExemplarsAreTaken() {
        assertThatCode(() -> Settings.checkExemplars(1, List.of())).doesNotThrowAnyException();
        assertThatCode(() -> Settings.checkExemplars(300, List.of(90.0, 99.9))).doesNotThrowAnyException();
    }

    @Test
    void wrongSettingOfExemplarsIsRefusedByNameAndValue() {
        refused(0, List.of(), "penumbra.exemplars.most is 0");
        refused(301, List.of(), "penumbra.exemplars.most is 301");
        refused(30, List.of(0.0), "percentiles has 0.0");
        refused(30, List.of(100.0), "percentiles has 100.0");
        refused(30, List.of(Double.NaN), "percentiles has NaN");
        refused(30, List.of(90.0, 95.0, 90.0), "has duplicates");
    }

    private static void refused(int most, List<Double> percentiles, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.checkExemplars(most, percentiles))
                .withMessageContaining(what);
    }
}
