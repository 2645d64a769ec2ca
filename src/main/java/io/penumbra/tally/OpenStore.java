package io.penumbra.tally;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store that keeps some of its values open, as mutable objects. To serialise a value at every image would cost more
 * than all the rest of the tally.
 *
 * <p>Before each commit Kafka Streams has the open values written to the store and its changelog, as with its own caches.
 * It knows such a store by {@link CachedStateStore}.
 */
abstract class OpenStore<K, V> implements StateStore, CachedStateStore<K, V> {
    protected final KeyValueStore<K, V> store;

    OpenStore(KeyValueStore<K, V> store) {
        this.store = store;
    }

    @Override
    public final boolean setFlushListener(CacheFlushListener<K, V> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        clearCache(); // Kafka Streams may revive a task after a failed transaction
        store.init(context, root);
    }

    @Override
    public final void flush() {
        flushCache();
        store.flush();
    }

    @Override
    public final void close() {
        clearCache();
        store.close();
    }

    @Override
    public final String name() {
        return store.name();
    }

    @Override
    public final boolean persistent() {
        return store.persistent();
    }

    @Override
    public final boolean isOpen() {
        return store.isOpen();
    }
}
