package io.penumbra.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open resources. {@link #close} closes them in reverse order of registration. If one fails, the others are closed all
 * the same.
 */
public final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /**
     * Registers a resource.
     *
     * @throws CancellationException if everything is closed already; then {@code closeable} is closed, too
     */
    public synchronized <T extends AutoCloseable> T add(T closeable) {
        open.push(closeable);
        if (closed) {
            close();
            throw new CancellationException("the service is stopping");
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
                LOG.warn("cannot close {} cleanly", next.getClass().getSimpleName(), e);
            }
        }
    }
}
