package io.penumbra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class GaugeTextTest {
    private final GaugeText gauge = new GaugeText("penumbra_things", "Things.", List.of("model", "subgroup"));

    private String page() {
        var page = new PageText();
        gauge.writeTo(page);
        return page.toString();
    }

    @Test
    void pointsStandBelowTheirHead() {
        gauge.add(0.25, MetricLabel.of("model", "full"), MetricLabel.of("subgroup", "age=old,sex=male"));
        gauge.add(3, MetricLabel.of("model", "pruned-95"), MetricLabel.of("subgroup", "all"));
        assertThat(page()).isEqualTo("""
                # TYPE penumbra_things gauge
                # HELP penumbra_things Things.
                penumbra_things{model="full",subgroup="age=old,sex=male"} 0.25
                penumbra_things{model="pruned-95",subgroup="all"} 3
                """);
    }

    @Test
    void labelsAreEscaped() {
        gauge.add(1, MetricLabel.of("model", "a\\b\"c\nd"), MetricLabel.of("subgroup", "größe=groß"));
        assertThat(page()).endsWith("""
                penumbra_things{model="a\\\\b\\"c\\nd",subgroup="größe=groß"} 1
                """);
    }

    @Test
    void gaugeWithoutPointsHasNoHead() {
        gauge.add(1, MetricLabel.of("model", "full"), MetricLabel.of("subgroup", "all"));
        gauge.clear();
        assertThat(page()).isEmpty();
    }

    @Test
    void gaugeWithoutLabelsHasNoBraces() {
        var one = new GaugeText("penumbra_one", "One.", List.of());
        one.add(1);
        var page = new PageText();
        one.writeTo(page);
        assertThat(page.toString()).endsWith("\npenumbra_one 1\n");
    }

    @Test
    void helpThatTheFormatsEscapeDifferentlyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GaugeText("penumbra_one", "The \"one\".", List.of()))
                .withMessageContaining("penumbra_one")
                .withMessageContaining("The \"one\".");
    }

    @Test
    void otherLabelsThanTheDeclaredOnesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gauge.add(1, MetricLabel.of("subgroup", "all"), MetricLabel.of("model", "full")))
                .withMessageContaining("penumbra_things")
                .withMessageContaining("[model, subgroup]")
                .withMessageContaining("subgroup=\"all\"");
        assertThatIllegalArgumentException().isThrownBy(() -> gauge.add(1, MetricLabel.of("model", "full")));
        assertThat(page()).isEmpty();
    }
}
