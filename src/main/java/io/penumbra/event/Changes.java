package io.penumbra.event;

import io.penumbra.counts.Baseline;
import io.penumbra.counts.Snapshot;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.Verdict;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds the candidates whose verdict has changed. The first verdict on a candidate is a change, too.
 *
 * @param console where people reach the console; empty if that is not known
 * @param ids makes the id of each event
 */
record Changes(Gate gate, URI source, Optional<URI> console, Supplier<String> ids) {
    /** @param last the last event of each candidate */
    List<VerdictEvent> since(Map<String, VerdictEvent> last, Snapshot snapshot, Instant now) {
        Optional<String> baseline = snapshot.baseline().map(Baseline::version).map(version -> version.digest());
        if (baseline.isEmpty()) {
            return List.of();
        }
        var changes = new ArrayList<VerdictEvent>();
        snapshot.candidates().forEach((candidate, version) -> {
            Verdict verdict = gate.verdict(snapshot, candidate);
            var judged = new Judged(verdict.decision().text(), baseline.get(), version.digest());
            Optional<VerdictEvent> before = Optional.ofNullable(last.get(candidate));
            if (before.filter(event -> event.data().judged().equals(judged)).isEmpty()) {
                changes.add(new VerdictEvent(
                        ids.get(), source, now, VerdictData.of(verdict, judged, before, page(candidate))));
            }
        });
        return changes;
    }

    private Optional<URI> page(String candidate) {
        String name = URLEncoder.encode(candidate, StandardCharsets.UTF_8).replace("+", "%20");
        return console.map(URI::toString).map(base -> URI.create(base.replaceFirst("/+$", "") + "/candidates/" + name));
    }
}
