package io.penumbra.tally;

import io.penumbra.wire.CellLimit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.TopicConfig;
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
 * What a task knows of images, by their ids, on disk: in slots of the time at which they came, each some part of the wait, so that what has waited too
 * long goes a slot at a time, here and on the changelog, and is never looked for and deleted piece by piece. An id is looked for in each slot
 * of the wait; where it is not, a Bloom filter says so. Labels that wait for their image stand in a list by time too.
 */
final class ImageStore {
    private static final long SHORTEST_SLOT_MS = 1L << 16;
    /** How far the clocks of two instances may lie apart. */
    private static final long SKEW_MS = 60_000;

    private static final Map<String, String> SMALL_SEGMENTS = Map.of(
            TopicConfig.SEGMENT_MS_CONFIG, "3600000",
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 << 20),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(CellLimit.RECORD_BYTES));
    private static final byte[] HERE = {1};

    private final long waitMs;
    private final long slotMs;
    private final WindowStore<Bytes, byte[]> images;
    private final KeyValueStore<Bytes, byte[]> early;

    /** No row is older. Who begins before it steps over all rows that were taken away and not compacted yet. */
    private long oldestEarlyMs;

    ImageStore(ProcessorContext<?, ?> context, Duration wait) {
        this.waitMs = wait.toMillis();
        this.slotMs = slotMs(wait);
        this.images = context.getStateStore(name(wait));
        this.early = context.getStateStore(earlyName(wait));
    }

    /** A power of two that is a quarter to a half of the wait, so that most changes of the wait leave it as it is. */
    private static long slotMs(Duration wait) {
        return Math.max(SHORTEST_SLOT_MS, Long.highestOneBit(wait.toMillis() / 2));
    }

    /** With other slots it is another store. */
    private static String name(Duration wait) {
        return "images-" + Long.numberOfTrailingZeros(slotMs(wait));
    }

    /** Its rows point into the slots. */
    private static String earlyName(Duration wait) {
        return "early-labels-" + Long.numberOfTrailingZeros(slotMs(wait));
    }

    /**
     * How long images are kept: at least the longest wait with these slots, which is less than four, and the slot in which it began. Kafka
     * Streams never changes the retention of a changelog that exists, so it must be the same for all waits that share the store.
     */
    private static long retentionMs(Duration wait) {
        return 5 * slotMs(wait) + 2 * SKEW_MS;
    }

    static List<StoreBuilder<?>> builders(Duration wait) {
        long slotMs = slotMs(wait);
        // that of Stores makes segments of half the retention; these are a slot each
        var supplier = new RocksDbWindowBytesStoreSupplier(name(wait), retentionMs(wait), slotMs, slotMs, false, false);
        return List.of(
                Stores.windowStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingEnabled(SMALL_SEGMENTS),
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(earlyName(wait)), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingEnabled(SMALL_SEGMENTS));
    }

    private long slot(long ms) {
        return Math.floorDiv(ms, slotMs) * slotMs;
    }

    /** What is known of an image that came within the wait, or perhaps a little before. */
    @Nullable
    KnownImage get(byte[] id, long nowMs) {
        Bytes key = Bytes.wrap(id);
        long oldest = slot(nowMs - waitMs);
        for (long slot = slot(nowMs + SKEW_MS); slot >= oldest; slot -= slotMs) {
            byte[] bytes = images.fetch(key, slot);
            if (bytes != null) {
                return KnownImageWire.image(bytes);
            }
        }
        return null;
    }

    /** Keeps what is now known of an image. */
    void put(byte[] id, KnownImage image) {
        Bytes key = Bytes.wrap(id);
        long before = image.storedMs();
        long now = image.isEmpty() ? KnownImage.NEVER : image.arrivedMs();
        if (before != KnownImage.NEVER && (now == KnownImage.NEVER || slot(before) != slot(now))) {
            images.put(key, null, slot(before));
        }
        if (now != KnownImage.NEVER) {
            images.put(key, KnownImageWire.bytes(image), slot(now));
        }
        if (image.storedEarly() && (!image.isEarly() || before != now)) {
            early.delete(earlyKey(before, id));
        }
        if (image.isEarly() && (!image.storedEarly() || before != now)) {
            early.put(earlyKey(now, id), HERE);
            oldestEarlyMs = Math.min(oldestEarlyMs, now); // a clock may be set back
        }
    }

    /** Tells of the images whose last label came before a time and waits for them; to be put without their labels. */
    void early(long beforeMs, int most, BiConsumer<byte[], KnownImage> waiting) {
        var due = new ArrayList<Bytes>();
        try (var rows = early.range(earlyKey(oldestEarlyMs, new byte[0]), earlyKey(beforeMs, new byte[0]))) {
            while (rows.hasNext() && due.size() < most) {
                due.add(rows.next().key);
            }
        }
        for (Bytes row : due) {
            ByteBuffer bytes = ByteBuffer.wrap(row.get());
            long arrivedMs = bytes.getLong();
            byte[] id = new byte[bytes.remaining()];
            bytes.get(id);
            byte[] image = images.fetch(Bytes.wrap(id), slot(arrivedMs));
            oldestEarlyMs = arrivedMs;
            early.delete(row); // here, since an image that is gone or waits no longer has no row to take away
            waiting.accept(id, image == null ? new KnownImage() : KnownImageWire.image(image));
        }
    }

    /** How many ids have labels that wait for an image. Reads them all. */
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
