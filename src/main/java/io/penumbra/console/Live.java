package io.penumbra.console;

import io.penumbra.access.Role;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.counts.View;
import io.penumbra.counts.Window;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Tells the pages that are open when something has changed. They ask for themselves again. */
@RolesAllowed({Role.VIEWER, Role.AUDITOR, Role.OPERATOR})
@Path(Live.PATH)
public class Live {
    static final String PATH = "/events";

    /** The event that a page hears. */
    private static final String CHANGE = "change";

    private static final Duration EVERY = Duration.ofSeconds(2);
    /** After so many ticks a page asks again all the same: its time goes on. That keeps the connection, too. */
    private static final int LONGEST_SILENCE = 5;

    private static final int MOST_PAGES = 100;
    private static final long RETRY_SECONDS = 5;

    private record Seen(Map<Subgroup, SubgroupCounts> counts, Optional<Pane> newest, List<String> trouble) {}

    private final View view;
    private final Workings workings;
    private final AtomicInteger pages = new AtomicInteger();

    Live(View view, Workings workings) {
        this.view = view;
        this.workings = workings;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> events(@Context Sse sse) {
        if (pages.incrementAndGet() > MOST_PAGES) {
            pages.decrementAndGet();
            throw new ServiceUnavailableException(RETRY_SECONDS);
        }
        return Multi.createFrom()
                .ticks()
                .every(EVERY)
                .onOverflow()
                .drop()
                .onItem()
                .transformToMultiAndConcatenate(tells())
                .map(name -> sse.newEventBuilder().name(name).data(name).build())
                .onTermination()
                .invoke(pages::decrementAndGet);
    }

    /** What a page is told at each tick: that something has changed, or nothing. */
    private Function<Long, Multi<String>> tells() {
        return new Function<>() {
            private Seen last = seen();
            private int silent;

            @Override
            public Multi<String> apply(Long tick) {
                Seen now = seen();
                silent++;
                if (now.equals(last) && silent < LONGEST_SILENCE) {
                    return Multi.createFrom().empty();
                }
                last = now;
                silent = 0;
                return Multi.createFrom().item(CHANGE);
            }
        };
    }

    private Seen seen() {
        Optional<Snapshot> snapshot = view.snapshot();
        return new Seen(
                snapshot.<Map<Subgroup, SubgroupCounts>>map(seen -> seen.window(Window.VERSION))
                        .orElse(Map.of()),
                snapshot.flatMap(Snapshot::newest),
                workings.trouble());
    }
}
