package io.penumbra.service;

import io.penumbra.model.Provider;
import io.penumbra.verdict.GuardedMetric;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The settings of the service, {@code penumbra.*}. Those of the Kafka connection are {@code kafka.*}. */
@ConfigMapping(prefix = "penumbra")
public interface PenumbraConfig {
    /** The file {@code models.yaml}. */
    Optional<Path> models();

    /** The attributes that make subgroups, where not those of {@code models.yaml} are meant. */
    Optional<List<String>> subgroups();

    /** Prefix of the consumer groups and of the transactional ids; one for all instances that share the work. */
    @WithDefault("penumbra")
    String group();

    /** Name of this instance among them, the same after a restart; host name and HTTP port where it is left out. */
    Optional<String> instance();

    Topics topics();

    Scoring scoring();

    Tally tally();

    Labels labels();

    Verdict verdict();

    Exemplars exemplars();

    Drift drift();

    /** The topics, which the service creates where they are missing. */
    interface Topics {
        @WithDefault("penumbra.images")
        String images();

        @WithDefault("penumbra.scores")
        String scores();

        @WithDefault("penumbra.tallies")
        String tallies();

        @WithDefault("penumbra.exemplars")
        String exemplars();

        @WithDefault("penumbra.references")
        String references();

        @WithDefault("penumbra.images.dlq")
        String imagesDeadLetters();

        @WithDefault("penumbra.scores.dlq")
        String scoresDeadLetters();

        @WithDefault("penumbra.labels")
        String labels();

        @WithDefault("penumbra.labels.dlq")
        String labelsDeadLetters();

        /** Whether missing topics are created. */
        @WithDefault("true")
        boolean create();

        /** Partitions of images and scores that are created. */
        @WithDefault("4")
        int partitions();

        /** Replication factor of topics that are created; the broker's default where it is left out. */
        OptionalInt replication();

        /** How long a model version that scores no more is remembered in tallies and exemplars. */
        @WithDefault("365d")
        Duration talliesRetention();
    }

    /** Images to scores. */
    interface Scoring {
        /** Whether this instance scores images. */
        @WithDefault("true")
        boolean enabled();

        /** Where ONNX Runtime computes. */
        @WithDefault("cpu")
        Provider provider();

        /** Threads for inference; one per processor where it is left out. */
        OptionalInt threads();

        /** Most images scored at once. */
        @WithDefault("128")
        int batch();

        /** Most bytes of an encoded image. */
        @WithDefault("10485760")
        int maxBytes();

        /** Most pixels of an image. */
        @WithDefault("25000000")
        int maxPixels();
    }

    /** The images on which the models part ways. */
    interface Exemplars {
        /** How many of each candidate a window shows at the most. */
        @WithDefault("30")
        int most();

        /** Percentiles of the distance, each the least of what its metrics call an exemplar. */
        @WithDefault("90,95,99")
        List<Double> percentiles();
    }

    /** Scores to tallies. */
    interface Tally {
        /** Of Kafka Streams. */
        OptionalInt threads();

        /** Where Kafka Streams keeps its lock and its checkpoints; a folder for temporary files where it is left out. */
        Optional<Path> stateDir();

        /** How long a pane is kept; at least 24 h. */
        @WithDefault("25h")
        Duration retained();

        /** How far an event time may lie ahead of the clock: an image from the far future would end all windows there. */
        @WithDefault("1m")
        Duration maxAhead();

        /** Leaves that a task keeps apart; what falls outside counts as {@code other}. */
        @WithDefault("100")
        int maxLeaves();
    }

    /** Labels that come later than their image, or before it. */
    interface Labels {
        /** How long an image waits for its label, and a label for its image; 0 for not at all. */
        @WithName("wait")
        @WithDefault("7d")
        Duration longestWait();
    }

    /** Tallies to verdicts. */
    interface Verdict {
        /** The rates that a candidate must not worsen. */
        @WithDefault("error,false_positive_rate,false_negative_rate")
        List<GuardedMetric> metrics();

        /** The harm that is tolerated, as a difference of rates. */
        @WithDefault("0.01")
        double margin();

        /** How often a verdict may be wrong. */
        @WithDefault("0.05")
        double level();

        /** Labelled images from which on a subgroup is judged. */
        @WithDefault("100")
        long minimum();

        /** Subgroups that are shown and not judged; by index, since their names hold commas. */
        Optional<List<String>> exempted();

        /** What holds for one candidate alone, by its name. */
        Map<String, Candidate> candidates();
    }

    /** Tallies to alarms. */
    interface Drift {
        /** How long the beginning of a version is that makes its reference. */
        @WithDefault("24h")
        Duration referencePeriod();

        /** By how much disagreement and harm may exceed the reference, as a difference of rates. */
        @WithDefault("0.01")
        double tolerance();

        /** By how much a share may leave the reference, either way. */
        @WithDefault("0.05")
        double shareTolerance();

        /** How long each series runs on average, at least, until it raises an alarm although nothing changed. */
        @WithDefault("30d")
        Duration meanTimeToFalseAlarm();
    }

    /** What differs from the settings of all candidates. */
    interface Candidate {
        Optional<List<GuardedMetric>> metrics();

        OptionalDouble margin();

        OptionalDouble level();

        OptionalLong minimum();

        /** Instead of the subgroups that are exempted for all candidates. */
        Optional<List<String>> exempted();
    }
}
