package io.penumbra.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.penumbra.embedded.TestKafka;
import io.penumbra.service.PenumbraProcess;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service behind TLS of its own, as docs/security.md sets it up. */
class TlsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String FORM = "AAECAwQFBgcICQoLDA0ODw";

    @TempDir
    private Path folder;

    /** Sees which certificate is shown, whatever it is. */
    private static final class Any implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Writes a new key and its certificate, as something that renews certificates does. */
    private void renew(String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        int made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-alias",
                        "it",
                        "-dname",
                        "CN=" + name,
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "sesame")
                .start()
                .waitFor();
        assertThat(made).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "sesame".toCharArray());
        }
        Path both = Files.createDirectory(folder.resolve(name));
        write(
                both.resolve("tls.key"),
                "PRIVATE KEY",
                keys.getKey("it", "sesame".toCharArray()).getEncoded());
        write(both.resolve("tls.crt"), "CERTIFICATE", keys.getCertificate("it").getEncoded());
        Path link = Files.createSymbolicLink(folder.resolve("next"), both);
        // both at once, as Kubernetes does
        Files.move(link, folder.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(Path file, String kind, byte[] bytes) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                        + "-----\n");
    }

    private record Seen(String subject, String answer) {
        List<String> cookies() {
            return answer.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("set-cookie:"))
                    .toList();
        }
    }

    private static Seen ask(int port, String method, String path, String more, String body) throws Exception {
        var trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new Any()}, null);
        try (var socket = (SSLSocket) trusting.getSocketFactory().createSocket("localhost", port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more
                                    + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return new Seen(shown.getSubjectX500Principal().getName(), answer);
        }
    }

    @Test
    void cookiesStayWithinTlsAndARenewedCertificateIsShownWithoutARestart() throws Exception {
        renew("before");
        Path users =
                Files.writeString(folder.resolve("users"), "ada:" + BcryptUtil.bcryptHash("sesame", 4) + ":viewer\n");
        int port = PenumbraProcess.freePort();
        try (var kafka = new TestKafka()) {
            var settings = new HashMap<>(Map.of(
                    "kafka.bootstrap.servers", kafka.bootstrapServers(),
                    "penumbra.topics.replication", "1",
                    "penumbra.scoring.enabled", "false",
                    "penumbra.scores.accept", "any",
                    "penumbra.subgroups", "sex",
                    "penumbra.access.users", users.toString(),
                    "quarkus.http.ssl-port", String.valueOf(port),
                    "quarkus.http.insecure-requests", "disabled"));
            settings.putAll(Map.of(
                    "quarkus.http.tls-configuration-name",
                    "rest",
                    "quarkus.tls.rest.key-store.pem.0.cert",
                    folder.resolve("current/tls.crt").toString(),
                    "quarkus.tls.rest.key-store.pem.0.key",
                    folder.resolve("current/tls.key").toString(),
                    "quarkus.tls.rest.reload-period",
                    "1s"));
            try (var service = PenumbraProcess.start(settings, "serve")) {
                // health and metrics, on the other port, are asked without TLS
                await().atMost(PATIENCE).until(service::isLive);
                Seen form = ask(port, "GET", "/sign-in", "", "");
                assertThat(form.subject()).isEqualTo("CN=before");
                assertThat(form.cookies()).singleElement().asString().contains("penumbra-form=", "Secure", "HTTPOnly");

                Seen signedIn = ask(
                        port,
                        "POST",
                        "/sign-in",
                        "Content-Type: application/x-www-form-urlencoded\r\nCookie: penumbra-form=" + FORM + "\r\n",
                        "name=ada&password=sesame&form=" + FORM);
                assertThat(signedIn.answer()).startsWith("HTTP/1.1 303");
                assertThat(signedIn.cookies())
                        .anySatisfy(cookie -> assertThat(cookie)
                                .contains("penumbra-session=", "Secure", "HTTPOnly", "SameSite=Strict"))
                        .allSatisfy(cookie -> assertThat(cookie).contains("Secure", "HTTPOnly", "SameSite="));
                assertThat(service.rest("/")).isEmpty(); // nothing listens without TLS

                renew("after");
                await().atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(SSLException.class) // it may have read one file of before
                        .until(() ->
                                ask(port, "GET", "/sign-in", "", "").subject().equals("CN=after"));
            }
        }
    }
}
