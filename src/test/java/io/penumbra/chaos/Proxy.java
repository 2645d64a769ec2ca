package io.penumbra.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Between clients and a broker on this machine: it cuts their connections, or lets nothing through for a while. */
final class Proxy implements AutoCloseable {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stalled;

    Proxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, HERE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Closes every connection. New ones are accepted. */
    void cut() {
        open.forEach(Proxy::close);
        open.clear();
    }

    /** From now on nothing passes, and nothing is closed. */
    void stall() {
        stalled = true;
    }

    void goOn() {
        stalled = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                var broker = new Socket(HERE, target);
                open.add(broker);
                start(() -> pump(client, broker));
                start(() -> pump(broker, client));
            } catch (IOException e) {
                // the broker is down, or this proxy is closed
                cut();
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[1 << 14];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                while (stalled) {
                    Thread.sleep(50);
                }
                out.write(some, 0, read);
            }
        } catch (IOException e) {
            // one side is gone, so the other goes
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
