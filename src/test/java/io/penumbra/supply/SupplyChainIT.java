package io.penumbra.supply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lies in the container image is what its papers say. {@code .ci/run} compares the files of two builds. */
class SupplyChainIT {
    private static final Path IMAGE = Path.of("target/quarkus-image");
    private static final String BILL = "quarkus-run-cyclonedx.json";
    private static final String LICENCES = "THIRD-PARTY.txt";

    /** Those of which NOTICE says that parts are used under them, and one that asks for no more than they do. */
    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "MIT", "MIT-0", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-2.0");

    private static Map<String, Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(IMAGE)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            file -> IMAGE.relativize(file).toString().replace('\\', '/'), file -> file));
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode bill(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static String property(String name) throws IOException {
        return Pattern.compile("<" + Pattern.quote(name) + ">(.+?)</")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
    }

    /** The hash that the bill has of each file that it locates. */
    private static Map<String, String> located(JsonNode bill) {
        var hashes = new HashMap<String, String>();
        Stream.concat(
                        Stream.of(bill.path("metadata").path("component")),
                        bill.path("components").valueStream())
                .forEach(component -> component
                        .path("evidence")
                        .path("occurrences")
                        .forEach(occurrence -> component
                                .path("hashes")
                                .valueStream()
                                .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
                                .forEach(hash -> hashes.put(
                                        occurrence.path("location").asText(),
                                        hash.path("content").asText()))));
        return hashes;
    }

    @Test
    void theBillOfMaterialsHasEachFileOfTheImageAndItsHash() throws IOException {
        Map<String, Path> files = files();
        assertThat(files).containsKeys(BILL, LICENCES);
        files.keySet().removeAll(Set.of(BILL, LICENCES));
        var hashes = new HashMap<String, String>();
        for (var file : files.entrySet()) {
            hashes.put(file.getKey(), sha256(file.getValue()));
        }
        assertThat(located(bill(IMAGE.resolve(BILL)))).isEqualTo(hashes).hasSizeGreaterThan(100);
    }

    @Test
    void billsOfMaterialsHaveTheTimeOfTheProjectAndNotThatOfTheBuild() throws IOException {
        for (Path file : List.of(IMAGE.resolve(BILL), Path.of("target", BILL))) {
            JsonNode bill = bill(file);
            assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
            assertThat(bill.path("metadata").path("timestamp").asText())
                    .isEqualTo(property("project.build.outputTimestamp"));
            assertThat(bill.has("serialNumber")).isFalse();
        }
    }

    @Test
    void eachPartHasALicenceThatIsAllowed() throws IOException {
        List<MatchResult> parts = Pattern.compile("(?m)^ +((?:\\([^)]+\\) )+).*\\(([\\w.-]+:[\\w.-]+):\\S+ - .*\\)$")
                .matcher(Files.readString(IMAGE.resolve(LICENCES)))
                .results()
                .toList();
        long libraries = files().keySet().stream()
                .filter(file -> file.startsWith("lib/"))
                .count();
        assertThat(parts).hasSizeGreaterThan((int) (libraries * 0.9));
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.group(1)
                                .strip()
                                .replaceAll("^\\(|\\)$", "")
                                .split("\\) \\("))
                        .as(part.group(2))
                        .containsAnyElementsOf(ALLOWED));
        String notice = Files.readString(Path.of("NOTICE"));
        assertThat(ALLOWED).allSatisfy(licence -> assertThat(notice).contains(licence));
    }

    @Test
    void nettyAndJacksonAreNewerThanThoseOfThePlatform() throws IOException {
        Map<String, String> versions = Map.of(
                "io.netty.netty-codec-http-",
                property("netty.version"),
                "com.fasterxml.jackson.core.jackson-databind-",
                property("jackson.version"));
        Set<String> files = files().keySet();
        versions.forEach((library, version) -> assertThat(files)
                .filteredOn(file -> file.startsWith("lib/main/" + library))
                .containsExactly("lib/main/" + library + version + ".jar"));
        assertThat(files)
                .filteredOn(file -> file.startsWith("lib/main/io.netty.netty-") && !file.contains("tcnative"))
                .isNotEmpty()
                .allMatch(file -> file.contains(versions.get("io.netty.netty-codec-http-")));
    }
}
