package io.penumbra.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ScriptedDriftTest {
    private static ScriptedDrift read(String text) {
        return new ScriptedDrift.Reader().convert(text);
    }

    @Test
    void valueAloneNamesItsSubgroup() {
        ScriptedDrift drift = new ScriptedDrift(Map.of("sex", "male"), Duration.ofMinutes(10));
        assertThat(read("male@10m")).isEqualTo(drift);
        assertThat(read("sex=male@10m")).isEqualTo(drift);
        assertThat(read("age=old, sex=male@90s"))
                .isEqualTo(new ScriptedDrift(Map.of("sex", "male", "age", "old"), Duration.ofSeconds(90)));
        assertThat(read("male,old@1h").subgroup()).isEqualTo(Map.of("sex", "male", "age", "old"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"man@10m", "sex=old@10m", "=@1m", "male,female@1m", "hat=yes@1m", "@1m", "sex=male=x@1m"})
    void unknownSubgroupIsRefusedWithThoseThereAre(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text.substring(0, text.indexOf('@')) + "'")
                .hasMessageContaining("[age=old, age=young, sex=female, sex=male]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"male", "male@", "male@soon", "male@1m@2m"})
    void driftWithoutATimeIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("such as");
    }

    @Test
    void driftComesOverItsSubgroupFromItsTimeOn() {
        ScriptedDrift drift = read("age=old,sex=male@10m");
        var oldMan = Map.of("sex", "male", "age", "old");
        assertThat(drift.affects(oldMan, Duration.ofMinutes(10))).isTrue();
        assertThat(drift.affects(oldMan, Duration.ofMinutes(10).minusMillis(1))).isFalse();
        assertThat(drift.affects(Map.of("sex", "male", "age", "young"), Duration.ofHours(1)))
                .isFalse();
    }
}
