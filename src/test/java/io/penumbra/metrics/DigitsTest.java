package io.penumbra.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
    private static String digits(double value) {
        byte[] bytes = new byte[3 + Digits.LONGEST];
        int end = Digits.write(value, bytes, 3);
        assertThat(bytes).startsWith(0, 0, 0);
        return new String(bytes, 3, end - 3, StandardCharsets.US_ASCII);
    }

    private static void assertReadsAs(double value) {
        if (Double.isFinite(value)) {
            assertThat(Double.parseDouble(digits(value))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "7, 7",
        "-12, -12",
        "999999999999999, 999999999999999",
        "0.5, 0.5",
        "0.03, 0.03",
        "-0.15, -0.15",
        "0.1234567, 0.1234567",
        "1.25, 1.25",
        "12.000001, 12.000001",
        "0.0000125, 0.0000125",
        "1.7781024E9, 1778102400",
        "1778102400.25, 1.77810240025E9",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf"
    })
    void numbersAreWrittenAsAPersonWould(double value, String text) {
        assertThat(digits(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                1.0 / 3,
                2.0 / 3,
                0.1 + 0.2,
                1e-7,
                9.999999999999999e-8,
                0.9999999999999999,
                0.09999999999999999,
                9.999999999999998,
                999999.9999999999,
                1e15,
                1e15 + 1,
                1e300,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                Math.PI,
                -Math.E
            })
    void whatIsWrittenReadsAsTheVeryNumber(double value) {
        assertReadsAs(value);
        assertReadsAs(-value);
        assertReadsAs(Math.nextUp(value));
        assertReadsAs(Math.nextDown(value));
    }

    @Property(tries = 20_000)
    void anyBitsReadAsTheVeryNumber(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        assertReadsAs(value == 0 ? 0.0 : value);
    }

    @Property(tries = 20_000)
    void ratiosReadAsTheVeryNumber(
            @ForAll @LongRange(min = 1, max = 10_000_000) long whole,
            @ForAll @DoubleRange(min = 0, max = 1) double share) {
        assertReadsAs(Math.rint(share * whole) / whole);
        assertReadsAs(share);
    }

    @Property(tries = 5_000)
    void evidenceReadsAsTheVeryNumber(@ForAll @DoubleRange(min = -2e6, max = 2e6) double value) {
        assertReadsAs(value == 0 ? 0.0 : value);
    }
}
