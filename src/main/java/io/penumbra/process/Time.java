package io.penumbra.process;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the time of an option as the service's settings have it: {@code 90s}, {@code 10m}, {@code 1h}. */
public final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        if (!value.isBlank()) { // of which the converter makes null
            try {
                return DurationConverter.parseDuration(value);
            } catch (IllegalArgumentException e) {
                throw wrong(value);
            }
        }
        throw wrong(value);
    }

    private static TypeConversionException wrong(String value) {
        return new TypeConversionException("a time is as in 90s, 10m or 1h, not '" + value + "'");
    }
}
