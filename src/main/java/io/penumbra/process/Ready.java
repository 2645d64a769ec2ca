package io.penumbra.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The health check of the container image, which needs no shell: ends with 0 if the service beside it is ready, else
 * with 1. It takes classes of the JDK alone, so that its JVM needs 0.1 s of a processor.
 */
public final class Ready {
    private static final int PORT = 9000;
    private static final int PATIENCE_MS = 4000;

    private Ready() {}

    public static void main(String... args) {
        String answer = answer(PORT);
        System.out.println(answer);
        if (!isReady(answer)) {
            System.exit(1);
        }
    }

    static boolean isReady(String answer) {
        return answer.matches("HTTP/1\\.[01] 200 .*");
    }

    /** The first line of what the service answers, or why it does not answer. */
    static String answer(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write("GET /q/health/ready HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return line == null ? "an empty answer on port " + port : line;
        } catch (IOException e) {
            return "no answer on port " + port + ": " + e.getMessage();
        }
    }
}
