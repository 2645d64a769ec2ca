package io.penumbra.service;

import io.penumbra.access.Openness;
import io.penumbra.image.RecordFormat;
import io.penumbra.model.Provider;
import io.penumbra.verdict.Basis;
import io.penumbra.verdict.GuardedMetric;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The settings of the service, {@code penumbra.*}. */
@ConfigMapping(prefix = "penumbra")
public interface PenumbraConfig {
    /** The file {@code models.yaml}. An instance that scores images needs it. */
    Optional<Path> models();

    /**
     * The attributes that make subgroups, at most 8, and their values: {@code {sex: [female, male], age: [young, old]}},
     * as in {@code models.yaml}. Left out, they are those of that file. With attributes alone, {@code sex,age}, each
     * keeps the first values that come.
     */
    Optional<String> subgroups();

    /** Prefix of the consumer groups and of the transactional ids. All instances that share the work have the same. */
    @WithDefault("penumbra")
    String group();

    /**
     * Name of this instance, different from every other's and the same after a restart. Left out, it is the host name
     * and the HTTP port.
     */
    Optional<String> instance();

    /**
     * {@code open} lets everybody who reaches the ports do everything. Else set {@code penumbra.access.users} or
     * {@code quarkus.oidc.auth-server-url}. The service does not start without one of the three.
     */
    Optional<Openness> access();

    /**
     * The names under which REST answers, without a port, such as {@code penumbra.example} or {@code *.example}. A name
     * without a dot and an address always count. Another is refused with 421.
     */
    Optional<List<String>> hosts();

    /**
     * The address under which people reach the console, such as {@code https://penumbra.example}. Events of verdicts then
     * lead to the page of their candidate. Left out, they name none.
     */
    Optional<URI> url();

    /** Who may use the service. */
    @WithName("access")
    Access accessOf();

    Topics topics();

    Images images();

    Scoring scoring();

    Scores scores();

    Tally tally();

    Labels labels();

    Verdict verdict();

    Audit audit();

    Exemplars exemplars();

    Behaviour behaviour();

    Drift drift();

    /** How people and machines sign in: docs/security.md. */
    interface Access {
        /**
         * The file of users: a line {@code NAME:HASH:ROLE,ROLE} for each. The command {@code user} prints a line. A
         * changed file counts within 5 s.
         */
        Optional<Path> users();

        /** How long a user of the file stays signed in without a request, 1 min to 7 d. */
        @WithDefault("8h")
        Duration session();

        /**
         * The key of the cookies in which the service keeps who is signed in, at least 16 characters. Instances that
         * share it take each other's cookies. Left out, each start makes a key of its own.
         */
        Optional<String> sessionKey();

        /** A file with that key, which is read at the start. */
        Optional<Path> sessionKeyFile();

        /** The token with which a rollout asks the gate, and nothing else. At least 16 characters. */
        Optional<String> gateToken();

        /** A file with that token. A changed file counts within 5 s. */
        Optional<Path> gateTokenFile();

        /** The token with which Prometheus reads the metrics. Left out, everybody who reaches the port reads them. */
        Optional<String> metricsToken();

        /** A file with that token. A changed file counts within 5 s. */
        Optional<Path> metricsTokenFile();
    }

    /** The Kafka topics. The service creates those that are missing. */
    interface Topics {
        /** Images to score. */
        @WithDefault("penumbra.images")
        String images();

        /** Scores of images. Another scorer may write them too. */
        @WithDefault("penumbra.scores")
        String scores();

        /** Counts by pane and leaf. */
        @WithDefault("penumbra.tallies")
        String tallies();

        /** Exemplars by pane. */
        @WithDefault("penumbra.exemplars")
        String exemplars();

        /** References of drift. The topic has one partition. */
        @WithDefault("penumbra.references")
        String references();

        /** Images that people may label for the audit. */
        @WithDefault("penumbra.flips")
        String flips();

        /** Who has which of these images, so that two people never get the same one. */
        @WithDefault("penumbra.claims")
        String claims();

        /** Images that are forgotten, by the SHA-256 of their ids. The topic has one partition. */
        @WithDefault("penumbra.forgotten")
        String forgotten();

        /** Changes of verdicts. The topic has one partition. */
        @WithDefault("penumbra.verdicts")
        String verdicts();

        /**
         * Values of attributes that list none, in the order in which they came. The topic has one partition. It exists
         * only if there is such an attribute.
         */
        @WithDefault("penumbra.values")
        String values();

        /** Images that cannot be scored. */
        @WithDefault("penumbra.images.dlq")
        String imagesDeadLetters();

        /** Scores that cannot be counted. */
        @WithDefault("penumbra.scores.dlq")
        String scoresDeadLetters();

        /** Labels that come apart from their image. The topic has as many partitions as the scores. */
        @WithDefault("penumbra.labels")
        String labels();

        /** Labels that cannot be used. */
        @WithDefault("penumbra.labels.dlq")
        String labelsDeadLetters();

        /**
         * Whether the service creates topics that are missing. If {@code false}, it does not start while one is
         * missing. If {@code true}, it also shortens the retention of dead letters to that of the images, and lengthens
         * that of {@code penumbra.topics.forgotten}, at each start.
         */
        @WithDefault("true")
        boolean create();

        /**
         * Partitions of the topics of images, scores, labels, tallies and exemplars when they are created, 1 to 10,000.
         * Afterwards only those of images may change.
         */
        @WithDefault("4")
        int partitions();

        /**
         * Replication factor of topics that are created, and of the tally's changelogs. Left out, it is the broker's
         * default.
         */
        OptionalInt replication();

        /**
         * How long counts and exemplars are kept of a model version that scores no more. At least {@code
         * penumbra.tally.retained}.
         */
        @WithDefault("365d")
        Duration talliesRetention();
    }

    /** How images stand in the records of their topic. */
    interface Images {
        /**
         * {@code cloudevents}: a record is a CloudEvent, in binary or structured mode. {@code raw}: its value is the JPEG or
         * PNG, and what is known of it stands where {@code penumbra.images.raw} says.
         */
        @WithDefault("cloudevents")
        RecordFormat format();

        /** The type of the CloudEvents that are images. One of another type is a dead letter. */
        @WithDefault("io.penumbra.image.v1")
        String type();

        Raw raw();
    }

    /**
     * Where a raw record says what is known of its image: the name of a header, in upper or lower case, or {@code key} for
     * the key of the record.
     */
    interface Raw {
        /** The image id. Without it, the id is {@code topic-partition-offset}. */
        @WithDefault("id")
        String id();

        /** The event time, in ISO 8601 or in milliseconds since 1970. Without it, the record's timestamp is taken. */
        @WithDefault("time")
        String time();

        /** The true class. */
        @WithDefault("label")
        String label();

        /** The subgroups, as in {@code sex=male,age=old}. */
        @WithDefault("subgroups")
        String subgroups();
    }

    /** Scores that this instance counts. */
    interface Scores {
        /**
         * Whose scores may be current on an instance that does not score itself: the digests of the model versions, baseline
         * and candidates, or {@code any}. It must be set there. An instance that scores shows its own versions alone.
         */
        Optional<List<String>> accept();
    }

    /** From images to scores. */
    interface Scoring {
        /**
         * Whether this instance scores images. If {@code false}, it only counts scores that another instance or scorer
         * writes.
         */
        @WithDefault("true")
        boolean enabled();

        /** Where ONNX Runtime computes. {@code cuda} needs the build {@code ./mvnw -Pgpu package}. */
        @WithDefault("cpu")
        Provider provider();

        /** Threads for inference, 1 to 1,024. Left out, there is one per processor. */
        OptionalInt threads();

        /** Largest number of images that are scored at once, 1 to 10,000. */
        @WithDefault("128")
        int batch();

        /**
         * How long a member may compute on its part of a batch, and on its warm-up. More than 0 and at most 4 min, which
         * is less than Kafka waits for a consumer. A candidate that takes longer gives no prediction.
         */
        @WithDefault("1m")
        Duration timeout();

        /** Whether model files may be opened whose {@code sha256} the file {@code models.yaml} does not give. */
        @WithDefault("false")
        boolean unverified();

        /** Largest size of an encoded image, in bytes, at most 63 MiB. A larger image is a dead letter. */
        @WithDefault("10485760")
        int maxBytes();

        /**
         * Largest number of pixels of an image, width times height. An image with more is a dead letter. Decoding takes
         * up to 8 bytes of heap and 16 bytes of other memory for each of these pixels.
         */
        @WithDefault("50000000")
        int maxPixels();

        /**
         * Colour on which an image with transparent pixels is put, such as {@code #ffffff}. Left out, such an image is
         * a dead letter.
         */
        Optional<String> background();
    }

    /** The images on which a candidate's answers differ most from the baseline's. */
    interface Exemplars {
        /** Largest number of exemplars that a window shows of each candidate, 1 to 300. */
        @WithDefault("30")
        int most();

        /**
         * Percentiles of the distance from the baseline, each above 0 and below 100. The metrics describe the images
         * above each.
         */
        @WithDefault("90,95,99")
        List<Double> percentiles();
    }

    /** Calibration, confidence, uncertainty and bias amplification of the models. */
    interface Behaviour {
        /**
         * Whether their metrics also have subgroups of more than one attribute, such as {@code age=old,sex=male}. REST has
         * them in any case.
         */
        @WithDefault("false")
        boolean intersections();
    }

    /** From scores to counts. */
    interface Tally {
        /** Threads of Kafka Streams, 1 to 1,024. Left out, there is one per processor. */
        OptionalInt threads();

        /**
         * Folder in which Kafka Streams keeps its locks, its checkpoints and what waits for labels. Left out, it lies
         * in the folder for temporary files, which a restart may empty.
         */
        Optional<Path> stateDir();

        /** How long a pane is kept apart, 24 h to 366 d. Then it goes into the counts since the version's start. */
        @WithDefault("25h")
        Duration retained();

        /** How far the time of a score or a label may lie ahead of the clock. One further ahead is a dead letter. */
        @WithDefault("1m")
        Duration maxAhead();

        /**
         * Largest number of values, 1 to 1,000, that an attribute keeps if its values are not listed. Further ones count as
         * other.
         */
        @WithDefault("20")
        int maxValues();

        /**
         * Largest number of leaves, 1 to 100,000: the product of the attributes' numbers of values, each with {@code unknown} and
         * {@code other}. Listed values that make more are refused at start. Attributes without listed values keep no
         * further value.
         */
        @WithDefault("300")
        int maxLeaves();
    }

    /** Labels that come later than their image, or before it. */
    interface Labels {
        /**
         * How long an image waits for its label, and a label for its image. At most {@code
         * penumbra.topics.tallies-retention}. With {@code 0s} no topic of labels is read, and an image that comes twice
         * counts twice.
         */
        @WithName("wait")
        @WithDefault("7d")
        Duration longestWait();
    }

    /** What a candidate must show before it may ship. */
    interface Verdict {
        /** The rates that a candidate must not worsen; all but the error are of each guarded class of {@code models.yaml}. */
        @WithDefault("error,false_positive_rate,false_negative_rate")
        List<GuardedMetric> metrics();

        /**
         * The harm that is tolerated in every guarded metric that {@code margins} does not name, as a difference of
         * rates, above 0 and below 1. {@code 0.01} is one percentage point. Left out, it is 0.01 for {@code error} and
         * {@code false_positive_rate} and 0.05 for {@code false_negative_rate}.
         */
        OptionalDouble margin();

        /** The harm that is tolerated in one metric, by its name. */
        Map<String, Double> margins();

        /** How probable a wrong verdict may be, above 0 and below 1. */
        @WithDefault("0.05")
        double level();

        /** A question is judged once its metric counts this many labelled images of the subgroup, at least 1. */
        @WithDefault("100")
        long minimum();

        /**
         * Questions that are shown and not judged: one metric of a subgroup, as in {@code
         * age=old,sex=male/false_negative_rate}, or all of a subgroup, as in {@code age=old,sex=male}. Where several classes
         * are guarded, {@code age=old,sex=male/false_negative_rate[brown]} is that of one class. The names may hold commas, so give each an index: {@code penumbra.verdict.exempted[0]=age=old,sex=male}. As a variable that is
         * {@code PENUMBRA_VERDICT_EXEMPTED_0_}.
         */
        Optional<List<String>> exempted();

        /**
         * What evidence is made of: {@code sample}, labels that were not chosen; {@code audit}, all scored images, where
         * flips alone need labels; or {@code both}.
         */
        @WithDefault("both")
        Basis evidence();

        /** What differs for one candidate, by its name. */
        Map<String, Candidate> candidates();

        Webhook webhook();
    }

    /** Where each change of a verdict is posted. */
    interface Webhook {
        /** {@code https://HOST/PATH} or {@code http://HOST/PATH}. Left out, nothing is posted. */
        Optional<URI> url();

        /**
         * Signs each request: {@code whsec_} and 24 to 64 bytes in base64, as Standard Webhooks has it. Left out, none is
         * signed.
         */
        Optional<String> secret();

        /** How long an answer may take. More than 0 and at most 1 min. */
        @WithDefault("10s")
        Duration timeout();
    }

    /** Which images people may label so that the gate can answer. */
    interface Audit {
        /**
         * The part of the images that the audit counts, by a hash of the image id. Above 0 and at most 1. Less than 1 is
         * for a stream with more flips than people can label.
         */
        @WithDefault("1")
        double share();

        /**
         * The part of those images that may be references: images of which all models say the same, by a hash of the image
         * id. 0 to 1.
         */
        @WithDefault("0.1")
        double references();

        /**
         * The most flips and the most references that are kept to be labelled, for each partition of the topic of
         * scores. The oldest flips go first; they still count as flips without a label. 1 to 100000.
         */
        @WithDefault("2000")
        int most();
    }

    /** When a subgroup raises an alarm of drift. */
    interface Drift {
        /**
         * How much of a version's beginning makes its reference. 1 min to 24 h, and shorter than {@code
         * penumbra.tally.retained}.
         */
        @WithDefault("24h")
        Duration referencePeriod();

        /**
         * By how much disagreement, harm and error may exceed the reference, as a difference of rates. 0 or more and below 1.
         */
        @WithDefault("0.01")
        double tolerance();

        /** By how much a share may leave the reference, up or down. 0 or more and below 1. */
        @WithDefault("0.05")
        double shareTolerance();

        /** How long each series runs on average, at least, until it raises a false alarm. 1 min or longer. */
        @WithDefault("30d")
        Duration meanTimeToFalseAlarm();
    }

    /**
     * What differs for one candidate, {@code NAME}. A setting that is left out is as for all candidates. An environment
     * variable can only spell a name of small letters and digits.
     */
    interface Candidate {
        /** The rates that this candidate must not worsen. */
        Optional<List<GuardedMetric>> metrics();

        /** The harm that is tolerated of this candidate in every guarded metric that its {@code margins} do not name. */
        OptionalDouble margin();

        /** The harm that is tolerated of this candidate in one metric, by its name. */
        Map<String, Double> margins();

        /** How probable a wrong verdict on this candidate may be. */
        OptionalDouble level();

        /** A question about this candidate is judged once its metric counts this many labelled images. */
        OptionalLong minimum();

        /**
         * Questions that are not judged for this candidate. They replace those that are exempted for all candidates.
         */
        Optional<List<String>> exempted();
    }
}
