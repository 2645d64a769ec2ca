package io.penumbra.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends bytes that a client of HTTP would not send. */
record RawHttp(int status, String head, String body) {
    /** The answer to these bytes, read until the service closes the connection. */
    static RawHttp send(String url, String request) {
        try (Socket socket = open(url)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return of(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection on which an answer has a minute to come. */
    static Socket open(String url) throws IOException {
        URI uri = URI.create(url);
        var socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    static RawHttp of(Socket socket) throws IOException {
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String[] parts = answer.split("\r\n\r\n", 2);
        String[] line = parts[0].split(" ");
        return new RawHttp(line.length > 1 ? Integer.parseInt(line[1]) : 0, parts[0], parts.length > 1 ? parts[1] : "");
    }
}
