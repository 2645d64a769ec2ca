package io.penumbra.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports to listen on. */
public final class Ports {
    public static final int LAST = 65_535;

    private Ports() {}

    /**
     * Checks that nobody listens on a port.
     *
     * @param setting names the port in the message
     * @param port 0 is always free: the system chooses one
     * @throws Failure if it cannot be listened on
     */
    public static void requireFree(String setting, String host, int port) {
        if (port == 0) {
            return;
        }
        try {
            listen(host, port);
        } catch (IOException e) {
            throw new Failure(
                    setting + " is " + port + ", which cannot be listened on (" + e.getMessage()
                            + "); set it to a free port, or to 0 for any",
                    e);
        }
    }

    /** Whether a port can be listened on. */
    public static boolean isFree(String host, int port) {
        try {
            listen(host, port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A port that is free now. */
    public static int anyFree(String host) {
        try {
            return listen(host, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on any port of " + host, e);
        }
    }

    private static int listen(String host, int port) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return socket.getLocalPort();
        }
    }
}
