package io.penumbra.tally;

import io.penumbra.forget.ImageKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The images that are forgotten, by the SHA-256 of their ids. Each instance reads all of them before its tasks begin.
 * Any number of threads may ask.
 */
final class ForgottenView {
    static final String STORE = "forgotten-view";

    private final Set<ImageKey> forgotten = ConcurrentHashMap.newKeySet();
    private volatile long version;

    /** Whether an image is forgotten. */
    boolean contains(ImageKey image) {
        return forgotten.contains(image);
    }

    /** Whether an image is forgotten. Hashes the id only if some image is. */
    boolean contains(byte[] id) {
        return !forgotten.isEmpty() && contains(ImageKey.of(id));
    }

    /** Whether an image is forgotten. Hashes the id only if some image is. */
    boolean contains(String id) {
        return !forgotten.isEmpty() && contains(ImageKey.of(id));
    }

    boolean isEmpty() {
        return forgotten.isEmpty();
    }

    /** All of them, as they are now. */
    Set<ImageKey> all() {
        return Set.copyOf(forgotten);
    }

    /** Another number after each change. */
    long version() {
        return version;
    }

    ProcessorSupplier<byte[], byte[], Void, Void> processors(TopicReader<ImageKey, byte[]> reader) {
        return () -> new ContextualProcessor<>() {
            @Override
            public void process(Record<byte[], byte[]> record) {
                KeyValueStore<Bytes, byte[]> store = context().getStateStore(STORE);
                reader.read(context(), record, (image, value) -> {
                    store.put(Bytes.wrap(image.bytes()), value);
                    take(image, value);
                });
            }
        };
    }

    private synchronized void take(ImageKey image, byte @Nullable [] value) {
        boolean changed = value == null ? forgotten.remove(image) : forgotten.add(image);
        if (changed) {
            version++;
        }
    }
}
