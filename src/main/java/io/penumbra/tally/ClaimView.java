package io.penumbra.tally;

import io.penumbra.audit.Claim;
import io.penumbra.audit.Claimed;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Who has which image, by the claims of all instances in their order. Each instance reads all of them at its start. */
final class ClaimView {
    static final String STORE = "claim-view";

    private ClaimView() {}

    static ProcessorSupplier<byte[], byte[], Void, Void> processors(TopicReader<String, Claim> reader) {
        return () -> new ContextualProcessor<>() {
            private long sweptMs;

            @Override
            public void process(Record<byte[], byte[]> record) {
                reader.read(context(), record, (id, claim) -> take(id, claim, record.timestamp()));
            }

            private void take(String id, @Nullable Claim claim, long atMs) {
                KeyValueStore<String, Claimed> claims = context().getStateStore(STORE);
                long nowMs = context().currentSystemTimeMs();
                if (atMs > nowMs + Claimed.LASTING.toMillis()) {
                    throw new IllegalArgumentException("its time lies " + (atMs - nowMs) / 1000
                            + " s in the future, expected at most " + Claimed.LASTING.toSeconds());
                }
                if (claim == null) {
                    claims.delete(id);
                    return;
                }
                long place = context().recordMetadata().orElseThrow().offset();
                claims.put(id, of(claims, id).after(claim, place, atMs));
                if (nowMs - sweptMs > Claimed.LASTING.toMillis()) {
                    sweep(claims, nowMs - Claimed.KEPT.toMillis());
                    sweptMs = nowMs;
                }
            }
        };
    }

    static Claimed of(ReadOnlyKeyValueStore<String, Claimed> claims, String id) {
        Claimed claimed = claims.get(id);
        return claimed == null ? Claimed.NEVER : claimed;
    }

    private static void sweep(KeyValueStore<String, Claimed> claims, long beforeMs) {
        TopicCopy.read(claims, Map::entry).stream()
                .filter(claim -> claim.getValue().atMs() < beforeMs)
                .forEach(claim -> claims.delete(claim.getKey()));
    }
}
