package io.penumbra.tally;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A bounded set whose elements leave when they have not been seen for long. */
final class Recent<E> {
    private final int most;
    private final Map<E, Long> last = new HashMap<>();

    Recent(int most) {
        this.most = most;
    }

    /** Sees an element, unless it is one too many; whether the set now holds it. */
    boolean admit(E element, long ms) {
        if (last.size() >= most && !last.containsKey(element)) {
            return false;
        }
        see(element, ms);
        return true;
    }

    /** Sees an element, however many there are. */
    void see(E element, long ms) {
        Long before = last.get(element);
        if (before == null || before < ms) {
            last.put(element, ms);
        }
    }

    /** All that it holds, as long as nothing is done to it. */
    Set<E> elements() {
        return Collections.unmodifiableSet(last.keySet());
    }

    /** Lets those go that were last seen before this time. */
    void forget(long beforeMs) {
        last.values().removeIf(ms -> ms < beforeMs);
    }

    void clear() {
        last.clear();
    }
}
