package io.penumbra.process;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the duration of an option in the format of the service's settings: {@code 90s}, {@code 10m}, {@code 1h}. */
public final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        if (!value.isBlank()) { // the parser returns null for a blank value
            try {
                return DurationConverter.parseDuration(value);
            } catch (IllegalArgumentException e) {
                throw wrong(value);
            }
        }
        throw wrong(value);
    }

    private static TypeConversionException wrong(String value) {
        return new TypeConversionException("expected a time such as 90s, 10m or 1h, not '" + value + "'");
    }
}
