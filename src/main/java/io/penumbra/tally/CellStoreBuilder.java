package io.penumbra.tally;

import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds a {@link CellStore} in memory, with a changelog. */
final class CellStoreBuilder implements StoreBuilder<CellStore> {
    private final StoreBuilder<KeyValueStore<CellKey, Cell>> cells =
            Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(CellStore.NAME), Wire.storeKeys(), Wire.cells());

    @Override
    public CellStore build() {
        return new CellStore(cells.build());
    }

    @Override
    public CellStoreBuilder withCachingEnabled() {
        throw new UnsupportedOperationException("the store of cells is a cache itself");
    }

    @Override
    public CellStoreBuilder withCachingDisabled() {
        return this;
    }

    @Override
    public CellStoreBuilder withLoggingEnabled(Map<String, String> config) {
        cells.withLoggingEnabled(config);
        return this;
    }

    @Override
    public CellStoreBuilder withLoggingDisabled() {
        cells.withLoggingDisabled();
        return this;
    }

    @Override
    public Map<String, String> logConfig() {
        return cells.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return cells.loggingEnabled();
    }

    @Override
    public String name() {
        return cells.name();
    }
}
