package io.penumbra.tally;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds an {@link OpenStore} in memory, with a changelog. */
final class OpenStoreBuilder<K, V, S extends OpenStore<K, V>> implements StoreBuilder<S> {
    private final StoreBuilder<KeyValueStore<K, V>> inner;
    private final Function<KeyValueStore<K, V>, S> open;

    OpenStoreBuilder(String name, Serde<K> keys, Serde<V> values, Function<KeyValueStore<K, V>, S> open) {
        this.inner = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, values);
        this.open = open;
    }

    @Override
    public S build() {
        return open.apply(inner.build());
    }

    @Override
    public OpenStoreBuilder<K, V, S> withCachingEnabled() {
        throw new UnsupportedOperationException("the store " + name() + " cannot have a cache: it is one itself");
    }

    @Override
    public OpenStoreBuilder<K, V, S> withCachingDisabled() {
        return this;
    }

    @Override
    public OpenStoreBuilder<K, V, S> withLoggingEnabled(Map<String, String> config) {
        inner.withLoggingEnabled(config);
        return this;
    }

    @Override
    public OpenStoreBuilder<K, V, S> withLoggingDisabled() {
        inner.withLoggingDisabled();
        return this;
    }

    @Override
    public Map<String, String> logConfig() {
        return inner.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return inner.loggingEnabled();
    }

    @Override
    public String name() {
        return inner.name();
    }
}
