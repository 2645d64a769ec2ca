package io.penumbra.tally;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store some of whose values are open as objects that change. To make bytes of one at every image would cost more than all the rest of
 * the tally. Before each commit Kafka Streams has the open ones put into the store, and so on its changelog, as it does with caches of its
 * own; {@link CachedStateStore} is how it knows one.
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
        clearCache(); // a task may come to life again after a transaction that failed
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
