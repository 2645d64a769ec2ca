package io.penumbra.service;

import io.penumbra.counts.Durations;
import io.penumbra.counts.Window;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** What each setting may be, where its type allows more. A message names the setting, its value and its range. */
final class Ranges {
    private static final int MIB = 1 << 20;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Ranges() {}

    /** @throws IllegalArgumentException if a setting is out of its range */
    static void check(PenumbraConfig config) {
        name("penumbra.group", config.group());
        config.instance().ifPresent(instance -> name("penumbra.instance", instance));
        duration("penumbra.access.session", config.accessOf().session(), Duration.ofMinutes(1), Duration.ofDays(7));
        topics(config.topics());
        images(config.images());
        optional("penumbra.scoring.threads", config.scoring().threads(), 1024);
        number("penumbra.scoring.batch", config.scoring().batch(), 1, 10_000);
        number("penumbra.scoring.max-bytes", config.scoring().maxBytes(), 1, 63 * MIB);
        number("penumbra.scoring.max-pixels", config.scoring().maxPixels(), 1, Integer.MAX_VALUE);
        optional("penumbra.tally.threads", config.tally().threads(), 1024);
        duration("penumbra.tally.retained", config.tally().retained(), Window.longest(), Duration.ofDays(366));
        duration("penumbra.tally.max-ahead", config.tally().maxAhead(), Duration.ZERO, Duration.ofDays(366));
        number("penumbra.tally.max-values", config.tally().maxValues(), 1, 1000);
        number("penumbra.tally.max-leaves", config.tally().maxLeaves(), 1, 100_000);
        duration(
                "penumbra.topics.tallies-retention",
                config.topics().talliesRetention(),
                config.tally().retained(),
                LONGEST);
        duration("penumbra.drift.reference-period", config.drift().referencePeriod(), Duration.ZERO, LONGEST);
        duration(
                "penumbra.drift.mean-time-to-false-alarm",
                config.drift().meanTimeToFalseAlarm(),
                Duration.ofMinutes(1),
                LONGEST);
    }

    private static void topics(PenumbraConfig.Topics topics) {
        number("penumbra.topics.partitions", topics.partitions(), 1, 10_000);
        optional("penumbra.topics.replication", topics.replication(), Short.MAX_VALUE);
        var names = new LinkedHashMap<String, String>();
        names.put("penumbra.topics.images", topics.images());
        names.put("penumbra.topics.scores", topics.scores());
        names.put("penumbra.topics.tallies", topics.tallies());
        names.put("penumbra.topics.exemplars", topics.exemplars());
        names.put("penumbra.topics.references", topics.references());
        names.put("penumbra.topics.flips", topics.flips());
        names.put("penumbra.topics.claims", topics.claims());
        names.put("penumbra.topics.forgotten", topics.forgotten());
        names.put("penumbra.topics.verdicts", topics.verdicts());
        names.put("penumbra.topics.values", topics.values());
        names.put("penumbra.topics.images-dead-letters", topics.imagesDeadLetters());
        names.put("penumbra.topics.scores-dead-letters", topics.scoresDeadLetters());
        names.put("penumbra.topics.labels", topics.labels());
        names.put("penumbra.topics.labels-dead-letters", topics.labelsDeadLetters());
        var settings = new LinkedHashMap<String, String>();
        for (Map.Entry<String, String> topic : names.entrySet()) {
            name(topic.getKey(), topic.getValue());
            String other = settings.put(topic.getValue(), topic.getKey());
            boolean mayBeShared = topic.getKey().endsWith("-dead-letters")
                    && String.valueOf(other).endsWith("-dead-letters");
            if (other != null && !mayBeShared) {
                throw new IllegalArgumentException(
                        topic.getKey() + " is '" + topic.getValue() + "', expected another topic than " + other);
            }
        }
    }

    private static void images(PenumbraConfig.Images images) {
        if (!images.type().matches("\\p{Graph}{1,200}")) {
            throw new IllegalArgumentException(
                    "penumbra.images.type is '" + images.type() + "', expected 1 to 200 characters without spaces");
        }
        name("penumbra.images.raw.id", images.raw().id());
        name("penumbra.images.raw.time", images.raw().time());
        name("penumbra.images.raw.label", images.raw().label());
        name("penumbra.images.raw.subgroups", images.raw().subgroups());
    }

    /** Names of topics, groups, instances and headers have the same letters. */
    private static void name(String setting, String value) {
        if (!value.matches("[a-zA-Z0-9._-]{1,200}") || value.matches("\\.{1,2}")) {
            throw new IllegalArgumentException(setting + " is '" + value
                    + "', expected 1 to 200 of the letters a to z and A to Z, digits, '.', '_' and '-'");
        }
    }

    private static void optional(String setting, OptionalInt value, int most) {
        value.ifPresent(given -> number(setting, given, 1, most));
    }

    private static void number(String setting, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(setting + " is " + value + ", expected " + least + " to " + most);
        }
    }

    private static void duration(String setting, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(setting + " is " + Durations.text(value) + ", expected "
                    + Durations.text(least) + " to " + Durations.text(most));
        }
    }
}
