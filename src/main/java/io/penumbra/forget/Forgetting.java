package io.penumbra.forget;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penumbra.process.Failure;
import io.penumbra.process.Partitions;
import io.penumbra.process.TopicWriter;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * Forgets images: at once for everybody who asks Penumbra, and in Kafka as soon as its topics let go of them. Counts
 * stay, because they name nobody.
 */
public final class Forgetting {
    /** Most images of one request. */
    public static final int MOST = 100;

    /**
     * The topics in which ids lie.
     *
     * @param keyed by ids, written by others or in order; where such a topic is compacted, a tombstone is written
     * @param appended with ids, where nothing is ever replaced
     * @param hashed topics of the tally whose keys are the SHA-256 of ids; what no task holds any more may still lie there
     * @param replaced topics of the tally, whose keys name no image and whose values the tally replaces
     */
    public record Topics(
            String forgotten, List<String> keyed, List<String> appended, List<String> hashed, List<String> replaced) {}

    /**
     * What became of a request.
     *
     * @param images in the order of the request, without repeats
     * @param fates what is left in Kafka, and until when
     */
    public record Done(Instant at, List<ImageKey> images, List<Fate> fates) {}

    private final Topics topics;
    private final ForgottenTopic forgotten;
    private final Supplier<Optional<Admin>> broker;
    private final BiConsumer<String, Map<String, String>> log;
    private final LongSupplier clock;

    /**
     * @param isRead whether this instance has read that an image is forgotten
     * @param broker asks the broker; empty before the service has started
     * @param log is told each image that is forgotten, by its SHA-256
     * @param clock milliseconds since the epoch
     */
    public Forgetting(
            Topics topics,
            TopicWriter writer,
            Predicate<ImageKey> isRead,
            Supplier<Optional<Admin>> broker,
            BiConsumer<String, Map<String, String>> log,
            LongSupplier clock) {
        this.topics = topics;
        this.forgotten = new ForgottenTopic(topics.forgotten(), writer, isRead);
        this.broker = broker;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Forgets the images of some ids. An id that nobody knows is forgotten too: an image of this id that comes later is
     * not shown.
     *
     * @throws IllegalArgumentException if there are too many ids, none, or one that no image can have; the message does
     *     not repeat it
     * @throws Failure if Kafka does not take it; the message says why
     */
    public Done forget(List<String> ids) throws InterruptedException {
        check(ids);
        Admin admin = broker.get().orElseThrow(() -> new Failure("the service has not started yet"));
        var images = new LinkedHashSet<ImageKey>();
        ids.forEach(id -> images.add(ImageKey.of(id)));
        forgotten.write(images);
        images.forEach(image -> log.accept("forget", Map.of("sha256", image.hex())));
        return new Done(Instant.ofEpochMilli(clock.getAsLong()), List.copyOf(images), fates(admin, ids));
    }

    private static void check(List<String> ids) {
        if (ids.isEmpty() || ids.size() > MOST) {
            throw new IllegalArgumentException(
                    "ids has " + ids.size() + " image ids, expected 1 to " + MOST + " of them");
        }
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            if (id == null || id.isEmpty()) {
                throw new IllegalArgumentException(
                        "ids[" + i + "] is " + (id == null ? "null" : "empty") + ", expected an image id");
            }
            try {
                UTF_8.newEncoder().encode(CharBuffer.wrap(id));
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException(
                        "ids[" + i + "] has half of a surrogate pair, expected an image id in Unicode", e);
            }
        }
    }

    private List<Fate> fates(Admin admin, List<String> ids) throws InterruptedException {
        var all = new ArrayList<>(topics.keyed());
        all.addAll(topics.appended());
        all.addAll(topics.hashed());
        all.addAll(topics.replaced());
        TopicKeeping.Told told = TopicKeeping.of(admin, all);
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        var fates = new ArrayList<Fate>();
        for (String topic : all) {
            Keeping keeping = told.known().get(topic);
            if (keeping == null) {
                String why = told.unknown().get(topic);
                if (why != null) {
                    fates.add(new Fate(topic, Optional.empty(), "its configuration cannot be read: " + why));
                }
            } else if (topics.hashed().contains(topic)) {
                List<String> keys =
                        ids.stream().map(id -> ImageKey.of(id).hex()).toList();
                fates.add(buried(admin, topic, keys).orElseGet(() -> keeping.replaced(topic, now)));
            } else if (topics.replaced().contains(topic)) {
                fates.add(keeping.replaced(topic, now));
            } else if (topics.keyed().contains(topic) && keeping.compacts()) {
                fates.add(buried(admin, topic, ids).orElseGet(() -> keeping.tombstoned(topic, now)));
            } else {
                fates.add(keeping.untouched(topic, now));
            }
        }
        return List.copyOf(fates);
    }

    /** Writes tombstones; says why if it cannot. */
    private Optional<Fate> buried(Admin admin, String topic, List<String> keys) throws InterruptedException {
        try {
            forgotten.bury(topic, Partitions.count(admin, topic), keys);
            return Optional.empty();
        } catch (ExecutionException | Failure e) {
            return Optional.of(new Fate(
                    topic,
                    Optional.empty(),
                    "it is compacted, and no tombstone could be written: " + Failure.reason(e)));
        }
    }
}
