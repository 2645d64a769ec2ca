package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penumbra.audit.AuditImage;
import io.penumbra.audit.AuditImage.ChosenLabel;
import io.penumbra.audit.Picks;
import io.penumbra.counts.Classes;
import io.penumbra.counts.ScoredImage;
import io.penumbra.forget.ImageKey;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.AuditWire;
import io.penumbra.wire.Label;
import io.penumbra.wire.ScoreRead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The images of one task that people may label for the audit. Each change goes to the topic of flips too.
 *
 * <ol>
 * <li>A flip is kept if its label is not known. When there are too many, the oldest goes.
 * <li>A reference is kept while few of its class are. One is as good as another, so the first ones stay.
 * <li>An image keeps its place after somebody has labelled it, so that it is open again when the label is taken back.
 * A label that came from the stream takes it out for good.
 * <li>An image goes when the wait for its label ends.
 * </ol>
 *
 * <p>Its key here and on the topic is the SHA-256 of its id. So the tombstone of a forgotten image does not name it.
 */
final class AuditStore {
    static final String NAME = "flips";
    /** A key that no image has. It goes to all partitions of the topic. */
    static final String TOUCH = "-";

    private final Picks picks;
    private final ProcessorContext<Object, Object> context;
    private final KeyValueStore<String, AuditImage> store;
    /** By key, the oldest first. They are what the store holds. */
    private final Map<String, AuditImage> flips = new LinkedHashMap<>();

    private final Map<String, AuditImage> references = new LinkedHashMap<>();

    /** The references without a label, by the class that all models say. */
    private final Map<Integer, Integer> openReferences = new HashMap<>();

    /** Keys of an earlier release, which are ids. They are deleted with the first {@link #end}: none is written in init. */
    private final List<String> ids = new ArrayList<>();

    /** Whether the topic may lack what the store holds. */
    private boolean untold = true;

    AuditStore(ProcessorContext<Object, Object> context, Picks picks, LeftOut leftOut) {
        this.context = context;
        this.picks = picks;
        this.store = context.getStateStore(NAME);
        restore(leftOut);
    }

    static StoreBuilder<KeyValueStore<String, AuditImage>> builder(LeftOut leftOut) {
        return Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(NAME),
                leftOut.lenient(Serdes.String()),
                leftOut.lenient(AuditWire.images()));
    }

    /** The key of an image, here and on the topic. */
    static String key(String id) {
        return ImageKey.of(id).hex();
    }

    /** @throws IllegalArgumentException if an image cannot stand under this key. An earlier release's key is the id */
    static void check(String key, AuditImage image) {
        if (!key(image.id()).equals(key) && !image.id().equals(key)) {
            throw new IllegalArgumentException(
                    "its image is '" + image.id() + "', expected one whose SHA-256 is the key '" + key + "'");
        }
    }

    private void restore(LeftOut leftOut) {
        var all = new ArrayList<AuditImage>();
        try (var entries = store.all()) {
            entries.forEachRemaining(entry -> {
                try {
                    if (entry.key != null && entry.value != null) {
                        check(entry.key, entry.value);
                        all.add(entry.value);
                    }
                } catch (IllegalArgumentException e) {
                    leftOut.leaveOut(
                            LeftOut.changelog(context, NAME), "the flip " + entry.key, String.valueOf(e.getMessage()));
                }
                if (entry.key != null && entry.value != null && entry.value.id().equals(entry.key)) {
                    ids.add(entry.key);
                }
            });
        }
        all.sort(Comparator.comparingLong(AuditImage::arrivedMs).thenComparing(AuditImage::id));
        all.forEach(image -> place(key(image.id()), image));
    }

    private void place(String key, AuditImage image) {
        if (image.isReference()) {
            count(references.put(key, image), -1);
            count(image, 1);
        } else {
            flips.put(key, image);
        }
    }

    private void count(@Nullable AuditImage reference, int more) {
        if (reference != null && reference.label().isEmpty()) {
            openReferences.merge(reference.image().modal(0), more, Integer::sum);
        }
    }

    private @Nullable AuditImage find(ImageKey key) {
        AuditImage flip = flips.get(key.hex());
        return flip == null ? references.get(key.hex()) : flip;
    }

    /** Keeps an image that was counted, if a label of it can matter and is not known. */
    void see(byte[] id, ImageKey key, ScoreRead.Given score, long nowMs) {
        ScoredImage image = score.image();
        if (score.origin() == null || !image.isAudited() || image.truth().known() != Classes.UNLABELLED) {
            return;
        }
        if (image.isUnanimous() && !(isWanted(image) && picks.isReference(id))) {
            return;
        }
        var seen = new AuditImage(
                new String(id, UTF_8), nowMs, image, score.origin().source(), Optional.empty());
        remove(key.hex()); // it was scored by others before
        put(key.hex(), seen);
        if (flips.size() > picks.most()) {
            remove(flips.keySet().iterator().next());
        }
        if (references.size() > 2 * picks.most()) {
            remove(references.keySet().iterator().next());
        }
    }

    /** Whether another reference of its class is of use: some rate of a class is asked for, and few are open. */
    private boolean isWanted(ScoredImage image) {
        Classes classes = image.lineup().classes();
        if (classes.guarded().isEmpty()) {
            return false;
        }
        return openReferences.getOrDefault(image.modal(0), 0) < Math.max(1, picks.most() / classes.size());
    }

    /** Notes the label that counts for an image from now on. */
    void label(ImageKey key, Label label, Optional<String> by) {
        if (!label.isChosen()) {
            answered(key);
            return;
        }
        AuditImage image = find(key);
        if (image != null && image.image().lineup().classes().indexOf(label.name()) >= 0) {
            put(key.hex(), image.labelled(Optional.of(new ChosenLabel(label.name(), by))));
        }
    }

    /** Takes an image out whose label is known without the audit. */
    void answered(ImageKey key) {
        remove(key.hex());
    }

    /** Takes an image out that is forgotten. */
    void forget(ImageKey key) {
        remove(key.hex());
    }

    /** Writes to the topic and the changelog, so that Kafka closes their segments and compacts them. */
    void touch() {
        store.delete(TOUCH);
        tell(TOUCH, null);
    }

    /** Asks for the label of an image again, if the image is still kept. */
    void open(ImageKey key) {
        AuditImage image = find(key);
        if (image != null && image.label().isPresent()) {
            put(key.hex(), image.labelled(Optional.empty()));
        }
    }

    /** Takes the images out that came before this time, in milliseconds since the epoch. */
    void end(long sinceMs) {
        for (Map<String, AuditImage> images : List.of(flips, references)) {
            Iterator<Map.Entry<String, AuditImage>> oldest = images.entrySet().iterator();
            var ended = new ArrayList<String>();
            while (oldest.hasNext()) {
                Map.Entry<String, AuditImage> image = oldest.next();
                if (image.getValue().arrivedMs() >= sinceMs) {
                    break;
                }
                ended.add(image.getKey());
            }
            ended.forEach(this::remove);
        }
        if (untold) {
            untold = false;
            ids.forEach(this::move);
            ids.clear();
            flips.forEach(this::tell);
            references.forEach(this::tell);
        }
    }

    /** Keeps an image under its hash that an earlier release kept under its id, unless it is gone by now. */
    private void move(String id) {
        AuditImage image = find(ImageKey.of(id));
        if (image != null) {
            store.put(key(id), image);
        }
        store.delete(id);
        tell(id, null);
    }

    private void put(String key, AuditImage image) {
        place(key, image);
        store.put(key, image);
        tell(key, image);
    }

    private void remove(String key) {
        AuditImage reference = references.remove(key);
        count(reference, -1);
        if (flips.remove(key) != null || reference != null) {
            store.delete(key);
            tell(key, null);
        }
    }

    private void tell(String key, @Nullable AuditImage image) {
        context.forward(new Record<Object, Object>(key, image, context.currentSystemTimeMs()), TallyProcessor.FLIPS);
    }
}
