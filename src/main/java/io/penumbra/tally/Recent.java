package io.penumbra.tally;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A bounded set that forgets elements not seen for long. */
final class Recent<E> {
    private final int most;
    private final Map<E, Long> last = new HashMap<>();

    Recent(int most) {
        this.most = most;
    }

    /** Sees an element if the set holds it or has room. Returns whether the set now holds it. */
    boolean admit(E element, long ms) {
        if (last.size() >= most && !last.containsKey(element)) {
            return false;
        }
        see(element, ms);
        return true;
    }

    /**
     * Makes room for one more element if the set is full: forgets the one that was not seen for longest.
     *
     * @param beforeMs an element that was seen at this time or later stays
     * @param stays elements that stay whenever they were seen
     * @return the element that was forgotten
     */
    Optional<E> makeRoom(long beforeMs, Predicate<E> stays) {
        if (last.size() < most) {
            return Optional.empty();
        }
        Optional<E> oldest = last.entrySet().stream()
                .filter(each -> each.getValue() < beforeMs && !stays.test(each.getKey()))
                .min(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
        oldest.ifPresent(last::remove);
        return oldest;
    }

    boolean contains(E element) {
        return last.containsKey(element);
    }

    /** Sees an element even if the set is full. */
    void see(E element, long ms) {
        Long before = last.get(element);
        if (before == null || before < ms) {
            last.put(element, ms);
        }
    }

    /** A view of the elements, valid until the set changes. */
    Set<E> elements() {
        return Collections.unmodifiableSet(last.keySet());
    }

    /** Forgets the elements that were last seen before this time. */
    void forget(long beforeMs) {
        last.values().removeIf(ms -> ms < beforeMs);
    }

    void clear() {
        last.clear();
    }
}
