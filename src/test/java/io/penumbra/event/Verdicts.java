package io.penumbra.event;

import io.penumbra.counts.CountedImages;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.VerdictSettings;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Verdicts for tests. */
final class Verdicts {
    static final Instant NOW = Instant.parse("2026-05-06T07:08:09.123Z");
    static final URI SOURCE = URI.create("urn:penumbra:test");
    static final Optional<URI> CONSOLE = Optional.of(URI.create("https://penumbra.example"));
    /** Decides after few images. */
    static final Gate GATE =
            new Gate(new VerdictSettings(Map.of(GuardedMetric.ERROR, 0.2), 0.1, 5, Set.of()), Map.of());

    private Verdicts() {}

    static Changes changes() {
        var ids = new AtomicInteger();
        return new Changes(GATE, SOURCE, CONSOLE, () -> "id-" + ids.incrementAndGet());
    }

    /** So many labelled images, on which the candidate is right or always wrong. */
    static CountedImages images(int count, boolean right) {
        var images = new CountedImages(1);
        for (int i = 0; i < count; i++) {
            images.add(NOW.toEpochMilli(), "male", "blond", 1, right ? 1 : 0);
        }
        return images;
    }

    static VerdictEvent event(String id, String candidate, String verdict, Optional<VerdictEvent> before) {
        return new VerdictEvent(
                id,
                SOURCE,
                NOW,
                new VerdictData(
                        candidate,
                        verdict,
                        "digest-of-full",
                        "digest-of-" + candidate,
                        120,
                        60,
                        List.of("all: error is open", "größer als „5 %“"),
                        before.map(VerdictEvent::asPrevious),
                        CONSOLE.map(url -> url.resolve("/candidates/" + candidate))));
    }

    static VerdictEvent event(String id, String candidate, String verdict) {
        return event(id, candidate, verdict, Optional.empty());
    }
}
