package io.penumbra.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate authority for a test, and what it signs, as PEM files: {@code NAME.crt} and {@code NAME.key}, as Strimzi gives them. */
public final class Certificates {
    private static final String PASSWORD = "secret";
    private static final String AUTHORITY = "ca";

    private final Path folder;
    private final Path store;

    /** Makes an authority whose certificate is {@code ca.crt} in this folder. */
    public Certificates(Path folder) throws Exception {
        this.folder = folder;
        store = folder.resolve("authority.p12");
        keytool("-genkeypair", "-alias", AUTHORITY, "-dname", "CN=cluster-ca", "-ext", "bc:c");
        try (var in = Files.newInputStream(store)) {
            var authority = KeyStore.getInstance("PKCS12");
            authority.load(in, PASSWORD.toCharArray());
            write("ca.crt", List.of(authority.getCertificate(AUTHORITY)));
        }
    }

    /** Signs a certificate for a client of this name, or for a server at the loopback address. */
    public void sign(String name) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-signer",
                AUTHORITY,
                "-ext",
                "san=ip:127.0.0.1");
        try (var in = Files.newInputStream(store)) {
            var signed = KeyStore.getInstance("PKCS12");
            signed.load(in, PASSWORD.toCharArray());
            Key key = signed.getKey(name, PASSWORD.toCharArray());
            Files.writeString(file(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
            write(name + ".crt", List.of(signed.getCertificateChain(name)));
        }
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    /** What stands in a file. */
    public String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, List<Certificate> chain) throws IOException, GeneralSecurityException {
        var text = new StringBuilder();
        for (Certificate certificate : chain) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        Files.writeString(file(name), text.toString());
    }

    private static String pem(String what, byte[] der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, lines, what);
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of(arguments));
        line.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
        line.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(line + ": " + said);
        }
    }
}
