package io.penumbra.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** A topic of claims in memory that several instances read, each in its own time. */
public final class SharedClaims {
    private record Written(String id, Claim claim, long atMs) {}

    private final List<Written> topic = new ArrayList<>();
    private final LongSupplier clock;

    public SharedClaims(LongSupplier clock) {
        this.clock = clock;
    }

    /** The log of one more instance. It reads no further than what it wrote itself. */
    public Claims.Log instance() {
        return new Claims.Log() {
            private final Map<String, Claimed> read = new HashMap<>();
            private int position;

            @Override
            public synchronized Claimed of(String id) {
                return read.getOrDefault(id, Claimed.NEVER);
            }

            @Override
            public void write(List<String> ids, Claim claim) {
                int end;
                synchronized (topic) {
                    ids.forEach(id -> topic.add(new Written(id, claim, clock.getAsLong())));
                    end = topic.size();
                }
                Thread.yield(); // others may write in between
                synchronized (this) {
                    for (; position < end; position++) {
                        int place = position;
                        Written next;
                        synchronized (topic) {
                            next = topic.get(place);
                        }
                        read.merge(
                                next.id(),
                                Claimed.NEVER.after(next.claim(), place, next.atMs()),
                                (before, first) -> before.after(next.claim(), place, next.atMs()));
                    }
                }
            }
        };
    }
}
