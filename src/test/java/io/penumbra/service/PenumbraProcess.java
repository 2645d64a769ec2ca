package io.penumbra.service;

import io.penumbra.metrics.Page;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged jar in a JVM of its own. */
public final class PenumbraProcess implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** Whoever sets none of these means a service that is open. An empty value sets it and gives no way. */
    private static final List<String> SIGN_IN =
            List.of("penumbra.access", "penumbra.access.users", "quarkus.oidc.auth-server-url");

    private final Process process;
    private final Path out;
    private final Path err;
    private final int httpPort;
    private final int managementPort;

    private PenumbraProcess(Process process, Path out, Path err, int httpPort, int managementPort) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.httpPort = httpPort;
        this.managementPort = managementPort;
    }

    /** Starts a command on free ports. */
    public static PenumbraProcess start(Map<String, String> properties, String... command) {
        return start("512m", freePort(), freePort(), properties, command);
    }

    /** Starts the service on free ports with so much heap, such as {@code 64m}. */
    public static PenumbraProcess serveWithHeap(String heap, Map<String, String> properties) {
        return start(heap, freePort(), freePort(), properties, "serve");
    }

    private static PenumbraProcess start(
            String heap, int httpPort, int managementPort, Map<String, String> properties, String... command) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "-Xmx" + heap, "-Dquarkus.http.port=" + httpPort, "-Dquarkus.management.port=" + managementPort));
        properties.forEach((name, value) -> line.add("-D" + name + "=" + value));
        if (List.of(command).contains("serve") && SIGN_IN.stream().noneMatch(properties::containsKey)) {
            line.add("-Dpenumbra.access=open");
        }
        line.addAll(List.of("-jar", System.getProperty("penumbra.jar", "target/quarkus-app/quarkus-run.jar")));
        line.addAll(List.of(command));
        try {
            Path out = Files.createTempFile("penumbra-", ".out");
            Path err = Files.createTempFile("penumbra-", ".err");
            Process process = new ProcessBuilder(line)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            return new PenumbraProcess(process, out, err, httpPort, managementPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a command on the ports of this process, which has ended. */
    public PenumbraProcess again(Map<String, String> properties, String... command) {
        return start("512m", httpPort, managementPort, properties, command);
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer of the management interface, or empty while there is none. */
    private Optional<HttpResponse<String>> get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path))
                .version(
                        HttpClient.Version
                                .HTTP_1_1)); // there Quarkus has no switch for the upgrade to HTTP/2, which breaks
        // answers
    }

    /** Where its metrics are. */
    public String managementAddress() {
        return "localhost:" + managementPort;
    }

    /** Where its REST is. */
    public String restUrl() {
        return "http://localhost:" + httpPort;
    }

    /** The answer of its REST, or empty while there is none. */
    public Optional<HttpResponse<String>> rest(String path) {
        return send(HttpRequest.newBuilder(URI.create(restUrl() + path)));
    }

    /** The answer of its REST to some JSON. */
    public HttpResponse<String> post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(restUrl() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)))
                .orElseThrow();
    }

    private static Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
        try {
            return Optional.of(
                    HTTP.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer of its REST as bytes. */
    public HttpResponse<byte[]> fetch(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create(restUrl() + path))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("the process ended with " + process.exitValue() + ": " + err() + out());
        }
        return get("/q/health/ready")
                .filter(answer -> answer.statusCode() == 200)
                .isPresent();
    }

    /** What it says of its readiness, empty while it does not answer. */
    public String readiness() {
        return get("/q/health/ready").map(HttpResponse::body).orElse("");
    }

    public boolean isLive() {
        return get("/q/health/live")
                .filter(answer -> answer.statusCode() == 200)
                .isPresent();
    }

    /** The page of metrics, without a series while it does not answer. */
    public Page metrics() {
        return new Page(get("/q/metrics").map(HttpResponse::body).orElse(""));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** For signals. */
    public long pid() {
        return process.pid();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(10));
    }

    /** Asks it to end, as Ctrl-C and {@code kill} do, and gives its exit code, which has to come within 10 s. */
    public int stop() {
        process.destroy();
        return exitCode(Duration.ofSeconds(10));
    }

    public int exitCode(Duration within) {
        try {
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the process still runs after " + within + ": " + err() + out());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        Stream.of(out, err).map(Path::toFile).forEach(File::delete);
    }
}
