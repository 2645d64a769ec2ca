package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ViewStoreTest {
    private static TallyKey key(long minute) {
        return new TallyKey(0, new CellKey(Optional.of(new Pane(60_000 * minute)), new Subgroup("age=old"), 1));
    }

    private static ReadOnlyKeyValueStore<TallyKey, Cell> store(List<KeyValue<TallyKey, Cell>> cells) {
        return new ReadOnlyKeyValueStore<>() {
            @Override
            public @Nullable Cell get(TallyKey key) {
                return null;
            }

            @Override
            public KeyValueIterator<TallyKey, Cell> range(TallyKey from, TallyKey to) {
                return all();
            }

            @Override
            public KeyValueIterator<TallyKey, Cell> all() {
                Iterator<KeyValue<TallyKey, Cell>> iterator = cells.iterator();
                return new KeyValueIterator<>() {
                    @Override
                    public void close() {}

                    @Override
                    public TallyKey peekNextKey() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public boolean hasNext() {
                        return iterator.hasNext();
                    }

                    @Override
                    public KeyValue<TallyKey, Cell> next() {
                        return iterator.next();
                    }
                };
            }

            @Override
            public long approximateNumEntries() {
                return cells.size();
            }
        };
    }

    @Test
    void aCellThatIsTakenAwayWhileTheViewIsReadIsLeftOut() {
        Cell cell = Scores.cell(Scores.read(Scores.random(new Random(1), Scores.lineup(), 60_000)));

        var view = ViewStore.snapshot(store(List.of(KeyValue.pair(key(0), null), KeyValue.pair(key(1), cell))));

        assertThat(Scores.scored(view, Window.VERSION, Subgroup.ALL)).isEqualTo(1);
    }
}
