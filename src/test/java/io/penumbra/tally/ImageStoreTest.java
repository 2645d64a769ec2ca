package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.forget.ImageKey;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.Label;
import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.TimeWindow;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.internals.WindowStoreBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageStoreTest {
    private static WindowStoreBuilder<?, ?> images(Duration wait) {
        return (WindowStoreBuilder<?, ?>) ImageStore.builders(wait).get(0);
    }

    @Test
    void waitsThatShareAStoreKeepItEquallyLong() {
        WindowStoreBuilder<?, ?> week = images(Duration.ofDays(7));
        WindowStoreBuilder<?, ?> longer = images(Duration.ofDays(12));
        assertThat(longer.name()).isEqualTo(week.name());
        assertThat(longer.retentionPeriod()).isEqualTo(week.retentionPeriod());
        assertThat(images(Duration.ofDays(13)).name()).isNotEqualTo(week.name());
    }

    @ParameterizedTest
    @ValueSource(
            longs = {1, 131_071, 131_072, 262_143, 262_144, 604_800_000, 536_870_911, 1_073_741_823, 31_536_000_000L})
    void anImageIsKeptForTheWaitAndTheSlotInWhichItCame(long waitMs) {
        WindowStoreBuilder<?, ?> images = images(Duration.ofMillis(waitMs));
        long slotMs = 1L << Integer.parseInt(images.name().substring("images-".length()));
        assertThat(images.retentionPeriod()).isGreaterThanOrEqualTo(waitMs + slotMs + 2 * 60_000);
    }

    /** A store of which some calls are answered here, by their name, and all others by another store. */
    private static <S extends StateStore> S store(
            Class<S> type, S others, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Function<Object[], Object> answer = answers.get(method.getName());
                    return answer == null ? method.invoke(others, arguments) : answer.apply(arguments);
                }));
    }

    private final Map<List<Object>, byte[]> images = new HashMap<>();
    /** Where each look for the oldest labels began. */
    private final List<Long> begun = new ArrayList<>();

    private ImageStore opened(Duration wait, File folder) {
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "tally");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        var context = new MockProcessorContext<Object, Object>(config, new TaskId(0, 0), folder);
        var builders = ImageStore.builders(wait);
        String imagesName = builders.get(0).name();
        context.addStateStore(store(
                WindowStore.class,
                null,
                Map.of(
                        "name", call -> imagesName,
                        "fetch", call -> images.get(List.of(call[0], call[1])),
                        "fetchAll", call -> rows((long) call[0]),
                        "put",
                                call -> call[1] == null
                                        ? images.remove(List.of(call[0], call[2]))
                                        : images.put(List.of(call[0], call[2]), (byte[]) call[1]))));
        KeyValueStore<Bytes, byte[]> early = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(builders.get(1).name()), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        early.init(context.getStateStoreContext(), early);
        context.addStateStore(store(KeyValueStore.class, early, Map.of("range", call -> {
            begun.add(ByteBuffer.wrap(((Bytes) call[0]).get()).getLong());
            return early.range((Bytes) call[0], (Bytes) call[1]);
        })));
        return new ImageStore(context, wait, new LeftOut(unreadable -> {}, System::nanoTime));
    }

    /** The rows of a slot in the order of their keys. */
    private KeyValueIterator<Windowed<Bytes>, byte[]> rows(long slot) {
        Iterator<Bytes> keys = images.keySet().stream()
                .filter(row -> row.get(1).equals(slot))
                .map(row -> (Bytes) row.get(0))
                .sorted()
                .toList()
                .iterator();
        return new KeyValueIterator<>() {
            private Bytes next = keys.hasNext() ? keys.next() : null;

            @Override
            public void close() {}

            @Override
            public Windowed<Bytes> peekNextKey() {
                return new Windowed<>(next, new TimeWindow(slot, slot + 1));
            }

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public KeyValue<Windowed<Bytes>, byte[]> next() {
                var row = KeyValue.pair(peekNextKey(), images.get(List.of(next, slot)));
                next = keys.hasNext() ? keys.next() : null;
                return row;
            }
        };
    }

    /** As an earlier release left them: under their ids. */
    @Test
    void whatStandsUnderItsIdIsFoundMovedAndForgotten(@TempDir File folder) {
        long nowMs = 1000;
        for (String id : List.of("a", "b", "z")) {
            var image = new KnownImage();
            image.await(new EarlyLabel(nowMs, 0, new Label("blond", Map.of()), id.getBytes(UTF_8)), 1);
            images.put(List.of(Bytes.wrap(id.getBytes(UTF_8)), 0L), KnownImageWire.bytes(image));
        }
        ImageStore store = opened(Duration.ofMinutes(10), folder).findIds(nowMs);
        KnownImage a = store.get(ImageKey.of("a"), "a".getBytes(UTF_8), nowMs);
        assertThat(a).isNotNull();
        store.put(ImageKey.of("a"), a);
        store.forget(
                Set.of(ImageKey.of("b")),
                nowMs,
                0,
                known -> assertThat(known.isEarly()).isTrue());
        assertThat(images.keySet().stream().map(row -> row.get(0)))
                .containsExactlyInAnyOrder(
                        ImageStore.hashed(ImageKey.of("a")),
                        ImageStore.hashed(ImageKey.of("b")),
                        Bytes.wrap("z".getBytes(UTF_8)));
        assertThat(store.get(ImageKey.of("a"), "a".getBytes(UTF_8), nowMs).isEarly())
                .isTrue();
        assertThat(store.get(ImageKey.of("b"), "b".getBytes(UTF_8), nowMs).isForgotten())
                .isTrue();
        // nobody reaches an image by a hash that he says is an id
        byte[] hash = ImageStore.hashed(ImageKey.of("a")).get();
        assertThat(store.get(ImageKey.of(hash), hash, nowMs)).isNull();
    }

    private static void await(ImageStore store, String id, long nowMs) {
        var image = new KnownImage();
        image.await(new EarlyLabel(nowMs, 0, new Label("blond", Map.of()), id.getBytes(UTF_8)), 1);
        store.put(ImageKey.of(id), image);
    }

    private static List<String> ended(ImageStore store, long beforeMs) {
        var ids = new ArrayList<String>();
        store.endEarly(
                beforeMs, 10, image -> ids.add(new String(image.early().get(0).value(), UTF_8)));
        return ids;
    }

    @Test
    void theOldestLabelsAreLookedForFromWhereTheyWereLeft(@TempDir File folder) {
        ImageStore store = opened(Duration.ofMinutes(10), folder);
        await(store, "a", 1000);
        await(store, "b", 2000);
        await(store, "c", 3000);
        assertThat(ended(store, 2500)).containsExactly("a", "b");
        assertThat(ended(store, 2500)).isEmpty();
        await(store, "d", 1500); // the clock was set back
        assertThat(ended(store, 2500)).containsExactly("d");
        assertThat(ended(store, 4000)).containsExactly("c");
        assertThat(begun).containsExactly(0L, 2000L, 1500L, 1500L);
    }
}
