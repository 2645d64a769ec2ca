package io.penumbra.tally;

import io.penumbra.forget.ImageKey;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.CellLimit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a task knows about images, by the SHA-256 of their ids, on disk. The ids themselves are neither here nor on the
 * changelog, so that nothing of a forgotten id stays in files that are not compacted yet.
 *
 * <ol>
 * <li>Ids lie in slots of arrival time; each slot is a part of the wait. A slot that is older than the wait is dropped
 * whole, here and on the changelog, so no row is searched for and deleted.
 * <li>A look-up asks each slot of the wait. A Bloom filter answers for the slots that do not hold the id.
 * <li>Labels that wait for their image also stand in a list, sorted by time.
 * </ol>
 */
final class ImageStore {
    private static final long SHORTEST_SLOT_MS = 1L << 16;
    private static final long SKEW_MS = TallySettings.SKEW_MS;

    private static final Map<String, String> SMALL_SEGMENTS = Map.of(
            TopicConfig.SEGMENT_MS_CONFIG, "3600000",
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 << 20),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(CellLimit.RECORD_BYTES));
    private static final byte[] HERE = {1};
    /** First byte of each key. No text begins with it, so no id of an earlier release is taken for a hash. */
    private static final byte HASHED = (byte) 0xff;
    /** The changelog of a store of images; the group is the binary logarithm of the slot length. */
    private static final Pattern CHANGELOG = Pattern.compile(".*-images-(\\d{1,2})-changelog");

    private final long waitMs;
    private final long slotMs;
    private final LeftOut leftOut;
    private final String changelog;
    private final WindowStore<Bytes, byte[]> images;
    private final KeyValueStore<Bytes, byte[]> early;

    /**
     * No row is older than this. A scan that began earlier would step over all deleted rows that are not compacted yet.
     */
    private long oldestEarlyMs;

    /** The slots in which an earlier release stored images under their ids. They go with the wait. */
    private final Set<Long> slotsOfIds = new HashSet<>();

    ImageStore(ProcessorContext<?, ?> context, Duration wait, LeftOut leftOut) {
        this.leftOut = leftOut;
        this.changelog = LeftOut.changelog(context, name(wait));
        this.waitMs = wait.toMillis();
        this.slotMs = slotMs(wait);
        this.images = context.getStateStore(name(wait));
        this.early = context.getStateStore(earlyName(wait));
    }

    /** Looks where images stand under their ids. Must be called before the first look-up. */
    ImageStore findIds(long nowMs) {
        for (long slot = slot(nowMs + SKEW_MS); slot >= oldestSlot(nowMs); slot -= slotMs) {
            try (var rows = images.fetchAll(slot, slot)) {
                if (rows.hasNext() && !isHashed(rows.peekNextKey().key())) { // ids sort before hashes
                    slotsOfIds.add(slot);
                }
            }
        }
        return this;
    }

    /** The key of an image. */
    static Bytes hashed(ImageKey image) {
        byte[] hash = image.bytes();
        return Bytes.wrap(
                ByteBuffer.allocate(1 + hash.length).put(HASHED).put(hash).array());
    }

    private static boolean isHashed(Bytes key) {
        return key.get().length > 0 && key.get()[0] == HASHED;
    }

    /** The oldest slot that may still be on disk. */
    private long oldestSlot(long nowMs) {
        return Math.max(0, slot(nowMs - 5 * slotMs - SKEW_MS));
    }

    /** A power of two between a quarter and a half of the wait. So most changes of the wait keep the slots. */
    private static long slotMs(Duration wait) {
        return Math.max(SHORTEST_SLOT_MS, Long.highestOneBit(wait.toMillis() / 2));
    }

    /** The name contains the slot length: other slots need another store. */
    private static String name(Duration wait) {
        return "images-" + Long.numberOfTrailingZeros(slotMs(wait));
    }

    /** The rows point into the slots, so this store depends on the slot length too. */
    private static String earlyName(Duration wait) {
        return "early-labels-" + Long.numberOfTrailingZeros(slotMs(wait));
    }

    /**
     * How long images are kept: the longest wait with these slots, which is less than four slots, and the slot in which
     * it began. Kafka Streams never changes the retention of an existing changelog. So it must be equal for all waits
     * that share the store.
     */
    private static long retentionMs(Duration wait) {
        return 5 * slotMs(wait) + 2 * SKEW_MS;
    }

    static List<StoreBuilder<?>> builders(Duration wait) {
        long slotMs = slotMs(wait);
        // Stores would make segments of half the retention; here a segment is a slot
        var supplier = new RocksDbWindowBytesStoreSupplier(name(wait), retentionMs(wait), slotMs, slotMs, false, false);
        return List.of(
                Stores.windowStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingEnabled(SMALL_SEGMENTS),
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(earlyName(wait)), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingEnabled(SMALL_SEGMENTS));
    }

    /**
     * Checks the key of a change of the known images. Changes of other stores pass.
     *
     * @throws IllegalArgumentException if it has no time in it, or one that is not of a slot until now
     */
    static void checkChange(ConsumerRecord<byte[], byte[]> change, long nowMs) {
        Matcher images = CHANGELOG.matcher(change.topic());
        if (!images.matches() || change.key() == null) {
            return; // Kafka Streams skips a change without a key
        }
        int time = change.key().length - Long.BYTES - Integer.BYTES;
        if (time < 0) {
            throw new IllegalArgumentException(
                    "its key has " + change.key().length + " bytes, expected an id and a time");
        }
        long slot = ByteBuffer.wrap(change.key()).getLong(time);
        long slotMs = 1L << Integer.parseInt(images.group(1));
        if (slot < 0 || slot % slotMs != 0 || slot > nowMs + SKEW_MS) {
            throw new IllegalArgumentException(
                    "its key has the time " + slot + " ms, expected a multiple of " + slotMs + " ms until now");
        }
    }

    private long slot(long ms) {
        return Math.floorDiv(ms, slotMs) * slotMs;
    }

    /** What is known about an image that came within the wait, or slightly before it. */
    @Nullable
    KnownImage get(ImageKey image, byte[] id, long nowMs) {
        Bytes key = hashed(image);
        long oldest = slot(nowMs - waitMs);
        for (long slot = slot(nowMs + SKEW_MS); slot >= oldest; slot -= slotMs) {
            KnownImage known = at(slot, key, id);
            if (known != null) {
                return known;
            }
        }
        return null;
    }

    /** What a slot says of an image, whichever release stored it. */
    private @Nullable KnownImage at(long slot, Bytes hashed, byte[] id) {
        KnownImage known = read(hashed, slot);
        return known == null && slotsOfIds.contains(slot) && !isHashed(Bytes.wrap(id))
                ? read(Bytes.wrap(id), slot)
                : known;
    }

    /**
     * Forgets images: of the wait it keeps only under which lineups each was counted, and of older slots nothing.
     *
     * @param forgotten the images; each slot of an earlier release is read once for all of them
     * @param forgetting is told what was known, before it is forgotten
     */
    void forget(Set<ImageKey> forgotten, long nowMs, long waitingSinceMs, Consumer<KnownImage> forgetting) {
        for (long slot = slot(nowMs + SKEW_MS); slot >= oldestSlot(nowMs); slot -= slotMs) {
            Map<ImageKey, Bytes> ids = slotsOfIds.contains(slot) ? ids(forgotten, slot) : Map.of();
            for (ImageKey image : forgotten) {
                Bytes id = ids.get(image);
                KnownImage known = read(hashed(image), slot);
                forget(image, known == null && id != null ? read(id, slot) : known, nowMs, waitingSinceMs, forgetting);
            }
        }
    }

    /** Forgets one image, of which the id is at hand. */
    void forget(ImageKey image, byte[] id, long nowMs, long waitingSinceMs, Consumer<KnownImage> forgetting) {
        for (long slot = slot(nowMs + SKEW_MS); slot >= oldestSlot(nowMs); slot -= slotMs) {
            forget(image, at(slot, hashed(image), id), nowMs, waitingSinceMs, forgetting);
        }
    }

    private void forget(
            ImageKey image,
            @Nullable KnownImage known,
            long nowMs,
            long waitingSinceMs,
            Consumer<KnownImage> forgetting) {
        if (known == null || known.isForgotten()) {
            return;
        }
        boolean isOver = known.arrivedMs() < waitingSinceMs;
        forgetting.accept(known);
        known.forgetImage(nowMs);
        if (isOver) {
            known.endForgotten();
        }
        put(image, known);
    }

    /** The ids of these images under which an earlier release stored them. Hashes all ids of the slot. */
    private Map<ImageKey, Bytes> ids(Set<ImageKey> images, long slot) {
        var ids = new HashMap<ImageKey, Bytes>();
        try (var rows = this.images.fetchAll(slot, slot)) {
            while (rows.hasNext()) {
                Bytes id = rows.next().key.key();
                if (isHashed(id)) {
                    break; // ids sort before hashes
                }
                ImageKey image = ImageKey.of(id.get());
                if (images.contains(image)) {
                    ids.put(image, id);
                }
            }
        }
        return ids;
    }

    /** What a slot says of an image. Null if it says nothing, or nothing that it can say. */
    private @Nullable KnownImage read(Bytes id, long slot) {
        byte[] bytes = images.fetch(id, slot);
        if (bytes == null) {
            return null;
        }
        try {
            KnownImage known = KnownImageWire.image(bytes);
            if (known.isEmpty() || slot(known.arrivedMs()) != slot) {
                throw new SerializationException("the image came at another time than that of its key");
            }
            return known.storedUnder(id);
        } catch (SerializationException e) {
            leaveOut(id, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void leaveOut(Bytes row, String why) {
        leftOut.leaveOut(changelog, "what is known of the image " + row, why);
    }

    /** Says that what is known of an image cannot be true. */
    void leaveOut(ImageKey image, String why) {
        leaveOut(hashed(image), why);
    }

    /** Stores what is now known about an image. */
    void put(ImageKey image, KnownImage known) {
        put(hashed(image), known);
    }

    private void put(Bytes key, KnownImage image) {
        Bytes stored = image.storedKey() == null ? key : image.storedKey();
        boolean moves = !stored.equals(key);
        long before = image.storedMs();
        long now = image.isEmpty() ? KnownImage.NEVER : image.arrivedMs();
        if (before != KnownImage.NEVER && (moves || now == KnownImage.NEVER || slot(before) != slot(now))) {
            images.put(stored, null, slot(before));
        }
        if (now != KnownImage.NEVER) {
            images.put(key, KnownImageWire.bytes(image), slot(now));
        }
        if (image.storedEarly() && (moves || !image.isEarly() || before != now)) {
            early.delete(earlyKey(before, stored.get()));
        }
        if (image.isEarly() && (moves || !image.storedEarly() || before != now)) {
            early.put(earlyKey(now, key.get()), HERE);
            oldestEarlyMs = Math.min(oldestEarlyMs, now); // a clock may be set back
        }
    }

    /**
     * Ends the wait of each image whose labels wait, if the last of them came before a time.
     *
     * @param ending is told what was known, before the labels go
     */
    void endEarly(long beforeMs, int most, Consumer<KnownImage> ending) {
        var due = new ArrayList<Bytes>();
        try (var rows = early.range(earlyKey(oldestEarlyMs, new byte[0]), earlyKey(beforeMs, new byte[0]))) {
            while (rows.hasNext() && due.size() < most) {
                due.add(rows.next().key);
            }
        }
        for (Bytes row : due) {
            if (row.get().length < Long.BYTES) {
                leftOut.leaveOut(changelog, "the row " + row + " of early labels", "it has no time");
                early.delete(row);
                continue;
            }
            ByteBuffer bytes = ByteBuffer.wrap(row.get());
            long arrivedMs = bytes.getLong();
            byte[] id = new byte[bytes.remaining()];
            bytes.get(id);
            KnownImage found = read(Bytes.wrap(id), slot(arrivedMs));
            KnownImage image = found == null ? new KnownImage() : found;
            oldestEarlyMs = arrivedMs;
            early.delete(row); // an image that is gone or no longer waits has no other code path that deletes its row
            ending.accept(image);
            image.endWait();
            put(Bytes.wrap(id), image);
        }
    }

    /** Counts the ids whose labels wait for an image. Reads all of them. */
    long countEarly() {
        long count = 0;
        try (var rows = early.all()) {
            for (; rows.hasNext(); rows.next()) {
                count++;
            }
        }
        return count;
    }

    /** Sorts by time. */
    private static Bytes earlyKey(long arrivedMs, byte[] id) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(arrivedMs)
                .put(id)
                .array());
    }
}
