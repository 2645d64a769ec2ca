package io.penumbra.image;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the time of an event. */
final class EventTime {

    /**
     * How far an event may lie ahead of its record's own timestamp. One image from the year 9000 would move event time
     * there and make every other image late.
     */
    static final Duration MOST_AHEAD = Duration.ofMinutes(1);

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    /** March 1973 in milliseconds, and the year 5138 in seconds: a smaller number is one of seconds. */
    private static final long LEAST_MILLIS = 100_000_000_000L;

    private EventTime() {}

    static boolean isPossible(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    /**
     * Reads an RFC 3339 time. Without one it is the record's timestamp.
     *
     * @param name what the message calls the time
     * @param recordMillis the record's timestamp, negative if it has none
     */
    static Instant read(String name, Optional<String> text, long recordMillis) throws Refusal {
        return text.isEmpty()
                ? ofRecord(name, recordMillis)
                : checked(name, text.get(), parsed(name, text.get()), recordMillis);
    }

    /** Reads a time in ISO 8601 or in milliseconds since 1970. Without one it is the record's timestamp. */
    static Instant readOrMillis(String name, Optional<String> text, long recordMillis) throws Refusal {
        if (text.isEmpty() || !NUMBER.matcher(text.get()).matches()) {
            return read(name, text, recordMillis);
        }
        long millis = Long.parseLong(text.get());
        if (millis < LEAST_MILLIS) {
            throw new Refusal(
                    Reason.BAD_TIME,
                    name + " is " + millis + ", expected milliseconds since 1970: is it a number of seconds?");
        }
        return checked(name, text.get(), Instant.ofEpochMilli(millis), recordMillis);
    }

    private static Instant ofRecord(String name, long recordMillis) throws Refusal {
        Instant recordTime = Instant.ofEpochMilli(recordMillis);
        if (!isPossible(recordTime)) {
            throw new Refusal(
                    Reason.BAD_TIME,
                    "the record has no " + name + ", and its timestamp is outside 1970 to 9999: " + recordMillis
                            + " ms");
        }
        return recordTime;
    }

    private static Instant parsed(String name, String text) throws Refusal {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Refusal(
                    Reason.BAD_TIME,
                    name
                            + (isWithoutZone(text)
                                    ? " has no zone, expected one such as 'Z' or '+02:00' at its end: '"
                                    : " is not an RFC 3339 time: '")
                            + text + "'");
        }
    }

    private static boolean isWithoutZone(String text) {
        try {
            LocalDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Instant checked(String name, String text, Instant time, long recordMillis) throws Refusal {
        if (!isPossible(time)) {
            throw new Refusal(Reason.BAD_TIME, name + " is outside 1970 to 9999: " + text);
        }
        if (recordMillis >= 0 && time.isAfter(Instant.ofEpochMilli(recordMillis).plus(MOST_AHEAD))) {
            throw new Refusal(
                    Reason.BAD_TIME,
                    name + " " + text + " is more than " + MOST_AHEAD.toSeconds() + " s after the record's timestamp "
                            + Instant.ofEpochMilli(recordMillis));
        }
        return time;
    }
}
