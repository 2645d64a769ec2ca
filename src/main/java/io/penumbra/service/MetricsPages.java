package io.penumbra.service;

import io.netty.buffer.Unpooled;
import io.penumbra.metrics.Exposition;
import io.penumbra.metrics.PageText;
import io.penumbra.process.Background;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the page of metrics. One thread of its own writes it, at most once a second, and all who ask meanwhile get the
 * same page, compressed if they accept gzip. The memory of sent pages is used again.
 */
final class MetricsPages {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsPages.class);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int MOST_READERS = 16;
    private static final int MOST_FREE = 2;

    /** A page and how many use it: its readers, and this class while it is the last one. */
    private static final class Page {
        final PageText text;
        final String type;
        final long nanos;
        int users = 1;
        private byte @Nullable [] zipped;

        Page(PageText text, String type, long nanos) {
            this.text = text;
            this.type = type;
            this.nanos = nanos;
        }

        /** Its bytes, compressed once for all who ask; called by the writing thread alone. */
        byte[] zipped() {
            byte[] known = zipped;
            if (known == null) {
                known = Gzip.bytes(text.bytes());
                zipped = known;
            }
            return known;
        }
    }

    private final Exposition exposition;
    private final Predicate<@Nullable String> admits;
    private final Semaphore readers = new Semaphore(MOST_READERS);
    private final ExecutorService writing = Executors.newSingleThreadExecutor(Background.daemons("metrics"));
    private final Queue<PageText> free = new ArrayDeque<>();
    private @Nullable Page last;

    /** @param admits whether a request may see the page, by its header {@code Authorization} */
    MetricsPages(Exposition exposition, Predicate<@Nullable String> admits) {
        this.exposition = exposition;
        this.admits = admits;
    }

    void send(RoutingContext request) {
        if (!admits.test(request.request().getHeader(HttpHeaders.AUTHORIZATION))) {
            request.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Bearer realm=\"Penumbra\"")
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .end("the metrics need the token of penumbra.access.metrics-token\n");
            return;
        }
        if (!readers.tryAcquire()) {
            request.response()
                    .setStatusCode(503)
                    .putHeader("Retry-After", "1")
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .end(MOST_READERS + " readers wait for the metrics already; try again in 1 s\n");
            return;
        }
        writing.execute(() -> {
            try {
                Page page = page(request.request().getHeader("Accept"));
                boolean zipped = Gzip.isAccepted(request.request().getHeader(HttpHeaders.ACCEPT_ENCODING));
                if (zipped) {
                    request.response().putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
                }
                request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, page.type)
                        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                        .end(Buffer.buffer(
                                zipped
                                        ? Unpooled.wrappedBuffer(page.zipped())
                                        : Unpooled.wrappedBuffer(page.text.bytes())))
                        .onComplete(sent -> {
                            leave(page);
                            readers.release();
                        });
            } catch (RuntimeException e) {
                readers.release();
                LOG.error("cannot write the page of metrics", e);
                request.fail(500);
            }
        });
    }

    /** The last page if it is young and of the type that is accepted, else a new one; to be left after use. */
    private Page page(@Nullable String accept) {
        Page known = last(exposition.type(accept));
        if (known != null) {
            return known;
        }
        PageText text;
        synchronized (this) {
            text = Objects.requireNonNullElseGet(free.poll(), PageText::new);
        }
        text.clear();
        String type = exposition.writeTo(text, accept);
        var page = new Page(text, type, System.nanoTime());
        synchronized (this) {
            Page before = last;
            last = page;
            page.users++;
            if (before != null) {
                leave(before);
            }
        }
        return page;
    }

    private synchronized @Nullable Page last(String type) {
        Page page = last;
        if (page == null || !page.type.equals(type) || System.nanoTime() - page.nanos >= LONGEST.toNanos()) {
            return null;
        }
        page.users++;
        return page;
    }

    private synchronized void leave(Page page) {
        page.users--;
        if (page.users == 0 && free.size() < MOST_FREE) {
            free.add(page.text);
        }
    }
}
