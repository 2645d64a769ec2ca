package io.penumbra.process;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is open, closed in the reverse order; what fails in closing does not keep the rest open. */
public final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /**
     * Remembers something to close.
     *
     * @throws IllegalStateException if all has been closed already; the thing is closed then too
     */
    public synchronized <T extends AutoCloseable> T add(T closeable) {
        open.push(closeable);
        if (closed) {
            close();
            throw new IllegalStateException("the service is stopping");
        }
        return closeable;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!open.isEmpty()) {
            AutoCloseable next = open.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("{} does not close cleanly", next.getClass().getSimpleName(), e);
            }
        }
    }
}
