package io.penumbra.console;

import io.penumbra.event.VerdictData;
import io.penumbra.event.VerdictEvent;
import io.penumbra.verdict.Decision;
import java.util.List;
import java.util.Optional;

/**
 * How a candidate's verdict has changed.
 *
 * @param since when it last changed, such as {@code since 2026-01-31 09:41}; empty until that is known
 * @param changes the newest first
 */
record History(Optional<String> since, List<Change> changes) {
    static final History NONE = new History(Optional.empty(), List.of());

    /**
     * A change of the verdict.
     *
     * @param version digest of the candidate's version
     * @param why the first reason
     */
    record Change(String time, Mark mark, String version, String scored, String labelled, String why) {}

    /**
     * @param events the newest first
     * @param now the verdict that is shown, on the version of this digest
     */
    static History of(List<VerdictEvent> events, Decision now, Optional<String> version) {
        return new History(
                events.stream()
                        .findFirst()
                        // otherwise the change to the verdict that is shown is about to be written
                        .filter(last -> last.data().decision() == now
                                && Optional.of(last.data().candidateVersion()).equals(version))
                        .map(last -> "since " + Words.minute(last.time())),
                events.stream().map(History::change).toList());
    }

    private static Change change(VerdictEvent event) {
        VerdictData data = event.data();
        return new Change(
                Words.second(event.time()),
                Mark.of(data.decision()),
                data.candidateVersion(),
                Words.count(data.scored()),
                Words.count(data.labelled()),
                data.reasons().stream().findFirst().orElse("–"));
    }
}
