package io.penumbra.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.penumbra.counts.Window;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    @ParameterizedTest
    @ValueSource(strings = {"-1", "2147483648", "99999999999999999999", "1.0", "1e3", "+1", " 1", "a", "", "٣", "0x1"})
    void numberThatNoPartitionHasIsRefused(String text) {
        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> Query.atMost(Integer.MAX_VALUE, "partition", text))
                .withMessage("partition is '" + text + "', expected a whole number from 0 to 2147483647");
    }

    @Test
    void numbersUpToTheLargestAreRead() {
        assertThat(Query.atMost(Integer.MAX_VALUE, "partition", "2147483647")).isEqualTo(Integer.MAX_VALUE);
        assertThat(Query.atMost(Long.MAX_VALUE, "offset", "9223372036854775807"))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Query.atMost(Long.MAX_VALUE, "offset", "0000000000000000012"))
                .isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "100", "-5", "1e400", "1e-400", "NaN", "Infinity", "0x1p3", "1d", "1_0", "", "٩٩", ".5"})
    void percentileOutsideOfItsRangeIsRefused(String text) {
        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> Query.percentile(text))
                .withMessage("percentile is '" + text + "', expected a number above 0 and below 100");
    }

    @Test
    void percentileMayHaveAnyFormOfANumberOfJson() {
        assertThat(List.of("99", "99.9", "9.9e1", "1e-5", "99.99999999999"))
                .allSatisfy(text -> assertThat(Query.percentile(text)).isEqualTo(Double.parseDouble(text)));
    }

    @Test
    void pairsOfASubgroupAreSorted() {
        assertThat(Query.subgroup("sex=male,age=old")).isEqualTo("age=old,sex=male");
        assertThat(Query.subgroup(" sex =\u00a0male\u00a0, age=old ")).isEqualTo("age=old,sex=male");
        assertThat(List.of("sex=male,sex=female", "male", "", "sex=\ud800", "sex=\u202emale"))
                .as("they are unknown, and no error")
                .allSatisfy(text -> assertThat(Query.subgroup(text)).isEqualTo(text));
    }

    @Test
    void windowThatIsLeftOutIsTheOneSinceTheStart() {
        assertThat(Query.window(Optional.empty())).isEqualTo(Window.VERSION);
        assertThat(Query.window(Optional.of("1h"))).isEqualTo(Window.HOUR);
    }

    @Test
    void parameterComesOnceAndIsNotEmpty() {
        assertThat(Parameters.wrong("window", List.of("1h"))).isEmpty();
        assertThat(Parameters.wrong("window", List.of("1h", "1h"))).hasValue("window is given 2 times, expected once");
        assertThat(Parameters.wrong("window", List.of("", ""))).hasValue("window is given 2 times, expected once");
        assertThat(Parameters.wrong("window", List.of(""))).hasValue("window is empty, expected a value");
    }
}
