package io.penumbra.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangesTest {
    private static final Set<Class<?>> NUMBERS =
            Set.of(int.class, long.class, double.class, java.util.OptionalInt.class, Duration.class);

    /** The names of the settings that are numbers or durations, and those of texts that are no list. */
    private static List<String> settings(Class<?> type, String prefix, Set<Class<?>> types) {
        var names = new ArrayList<String>();
        for (Method method : type.getMethods()) {
            WithName given = method.getAnnotation(WithName.class);
            String name = prefix
                    + (given != null
                            ? given.value()
                            : method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT));
            if (method.getReturnType().isInterface() && method.getReturnType().getEnclosingClass() != null) {
                names.addAll(settings(method.getReturnType(), name + ".", types));
            } else if (types.contains(method.getReturnType())) {
                names.add(name);
            }
        }
        return names;
    }

    @Test
    void everyNumberAndEveryDurationHasARange() {
        List<String> names = settings(PenumbraConfig.class, "penumbra.", NUMBERS);
        assertThat(names)
                .hasSizeGreaterThan(18)
                .contains("penumbra.scoring.batch", "penumbra.labels.wait", "penumbra.tally.max-leaves");
        for (String name : names) {
            for (String value : List.of("-1", "-5s")) {
                boolean duration = name.matches(".*(wait|timeout|retained|ahead|retention|period|alarm)");
                if (duration == value.endsWith("s")) {
                    assertThatThrownBy(() -> Settings.check(SettingsTest.config(Map.of(name, value))))
                            .as(name)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageStartingWith(name.substring(0, name.lastIndexOf('.')))
                            .hasMessageContaining(value)
                            .hasMessageContaining("expected");
                }
            }
        }
    }

    @Test
    void everyTextHasLettersOfKafka() {
        List<String> names = settings(PenumbraConfig.class, "penumbra.", Set.of(String.class));
        assertThat(names.remove("penumbra.images.type")).isTrue(); // a type may be an address
        for (String name : names) {
            for (String value : List.of("a b", "ä", "..", "x".repeat(201), "a/b")) {
                assertThatThrownBy(() -> Settings.check(SettingsTest.config(Map.of(name, value))))
                        .as(name)
                        .hasMessageStartingWith(name + " is '" + value + "', expected ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "penumbra.scoring.batch | 0 | penumbra.scoring.batch is 0, expected 1 to 10000",
                "penumbra.scoring.threads | 0 | penumbra.scoring.threads is 0, expected 1 to 1024",
                "penumbra.tally.max-leaves | 0 | penumbra.tally.max-leaves is 0, expected 1 to 100000",
                "penumbra.topics.partitions | 0 | penumbra.topics.partitions is 0, expected 1 to 10000",
                "penumbra.topics.replication | 40000 | penumbra.topics.replication is 40000, expected 1 to 32767",
                "penumbra.tally.retained | 1h | penumbra.tally.retained is 1h, expected 24h to 366d",
                "penumbra.tally.max-ahead | -1s | penumbra.tally.max-ahead is -1s, expected 0s to 366d",
                "penumbra.topics.tallies-retention | 2h | penumbra.topics.tallies-retention is 2h, expected 25h to 36500d",
                "penumbra.topics.tallies-retention | 999999d | penumbra.topics.tallies-retention is 999999d, expected 25h to 36500d",
                "penumbra.images.type | a b | penumbra.images.type is 'a b', expected 1 to 200 characters without spaces",
                "penumbra.topics.scores | penumbra.images | penumbra.topics.scores is 'penumbra.images', expected another topic than penumbra.topics.images",
            })
    void whatIsOutOfRangeIsToldWithItsRange(String name, String value, String told) {
        assertThatThrownBy(() -> Settings.check(SettingsTest.config(Map.of(name, value))))
                .hasMessage(told);
    }

    @Test
    void deadLettersMayShareATopic() {
        assertThatCode(() -> Settings.check(SettingsTest.config(Map.of(
                        "penumbra.topics.labels-dead-letters", "dlq", "penumbra.topics.scores-dead-letters", "dlq"))))
                .doesNotThrowAnyException();
    }
}
