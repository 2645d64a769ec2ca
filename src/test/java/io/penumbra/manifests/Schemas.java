package io.penumbra.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The schemas of kinds, as the packages of kubernetes-models have them.
 *
 * @param folder where npm installed them
 */
record Schemas(Path folder) {
    private static final Path SOURCES = Path.of("src/test/schemas");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Skips the test that asks, and says why, where npm does not bring them, which fails where {@code CONTAINERS} is {@code required}. */
    static Schemas installed() throws InterruptedException {
        Path folder = Path.of("target/schemas");
        try {
            Files.createDirectories(folder);
            for (String file : List.of("package.json", "package-lock.json", "check.mjs")) {
                Files.copy(SOURCES.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            // does nothing where all of them are there
            run(
                    folder,
                    List.of(
                            "npm",
                            "install",
                            "--prefer-offline",
                            "--no-audit",
                            "--no-fund",
                            "--loglevel=error",
                            "--ignore-scripts",
                            "--fetch-retries=2",
                            "--fetch-timeout=60000"));
        } catch (IOException e) {
            assertThat(System.getenv("CONTAINERS")).as(e.getMessage()).isNotEqualTo("required");
            System.out.println(
                    "SKIPPED: manifests against their schemas, since npm does not bring these: " + e.getMessage());
            abort(e.getMessage());
        }
        return new Schemas(folder);
    }

    /** What is wrong with each of some manifests. */
    List<List<String>> complaints(List<JsonNode> manifests) throws IOException, InterruptedException {
        Path file = folder.resolve("manifests.json");
        JSON.writeValue(file.toFile(), manifests);
        List<List<String>> complaints = JSON.readValue(
                run(folder, List.of("node", "check.mjs", file.getFileName().toString())), new TypeReference<>() {});
        assertThat(complaints).hasSameSizeAs(manifests);
        return complaints;
    }

    /** What a program prints; an {@link IOException} if it is missing or fails, with what it said. */
    private static String run(Path folder, List<String> line) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", line) + ": " + Files.readString(errors));
        }
        return printed;
    }
}
