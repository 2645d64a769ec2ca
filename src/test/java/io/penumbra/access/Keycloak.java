package io.penumbra.access;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penumbra.service.PenumbraProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A real provider of OpenID Connect on 127.0.0.1, as Maven unpacks it before the integration tests. It keeps nothing on
 * disk. Its realms are {@code penumbra} and {@code elsewhere}.
 */
final class Keycloak implements AutoCloseable {
    static final String SECRET = "a-secret-of-penumbra-with-32-letters";

    private static final Path UNPACKED = Path.of("target", "keycloak");
    private static final List<String> REALMS = List.of("penumbra.json", "elsewhere.json");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final Path log;
    private final String url;

    Keycloak() throws IOException {
        Path home = home();
        Path imported = Files.createDirectories(home.resolve("data").resolve("import"));
        for (String realm : REALMS) {
            try (InputStream in =
                    Objects.requireNonNull(Keycloak.class.getResourceAsStream("/keycloak/" + realm), realm)) {
                Files.copy(in, imported.resolve(realm), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        int port = PenumbraProcess.freePort();
        url = "http://127.0.0.1:" + port;
        log = Files.createTempFile("keycloak-", ".log");
        var start = new ProcessBuilder(
                        "sh",
                        home.resolve("bin").resolve("kc.sh").toString(),
                        "start-dev",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--db=dev-mem",
                        "--cache=local",
                        "--import-realm")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        start.environment().put("JAVA_HOME", System.getProperty("java.home"));
        start.environment().remove("JAVA_OPTS");
        start.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx768m");
        process = start.start();
    }

    private static Path home() throws IOException {
        if (Files.isDirectory(UNPACKED)) {
            try (Stream<Path> folders = Files.list(UNPACKED)) {
                var home = folders.filter(
                                each -> Files.isRegularFile(each.resolve("bin").resolve("kc.sh")))
                        .findFirst();
                if (home.isPresent()) {
                    return home.get().toAbsolutePath();
                }
            }
        }
        throw new IllegalStateException(
                "there is no Keycloak in " + UNPACKED + "; ./mvnw dependency:unpack@keycloak puts it there");
    }

    /** Waits until both realms answer. */
    void awaitStart() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("Keycloak ended: " + Files.readString(log));
            }
            return answers("penumbra") && answers("elsewhere");
        });
    }

    private boolean answers(String realm) throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(URI.create(realm(realm) + "/.well-known/openid-configuration")))
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    /** Where a realm is: its issuer. */
    String realm(String name) {
        return url + "/realms/" + name;
    }

    /** A token for a machine, by the client's own secret. */
    String token(String realm, String client) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(realm(realm) + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + client
                                + "&client_secret=secret-of-" + client)));
        JsonNode token = new ObjectMapper().readTree(answer.body()).path("access_token");
        if (token.isMissingNode()) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return token.asText();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
