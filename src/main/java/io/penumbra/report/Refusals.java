package io.penumbra.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The images that could not be scored. All are counted; the first {@value #LISTED} are listed. */
public final class Refusals {
    static final int LISTED = 1000;

    record Refusal(String image, String reason, String message) {}

    private final SortedMap<String, Long> byReason = new TreeMap<>();
    private final List<Refusal> listed = new ArrayList<>();

    public void add(String image, String reason, String message) {
        byReason.merge(reason, 1L, Long::sum);
        if (listed.size() < LISTED) {
            listed.add(new Refusal(image, reason, message));
        }
    }

    public long count() {
        return byReason.values().stream().mapToLong(Long::longValue).sum();
    }

    SortedMap<String, Long> byReason() {
        return Collections.unmodifiableSortedMap(byReason);
    }

    List<Refusal> listed() {
        return Collections.unmodifiableList(listed);
    }
}
