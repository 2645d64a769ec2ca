package io.penumbra.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.embedded.TestKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of docs/stream.md, as they stand there, in an empty folder. */
class DocumentsIT {
    private static final String JAR = "target/quarkus-app/quarkus-run.jar";

    @TempDir
    private Path folder;

    /** The command of the page that holds these words. */
    private static String documented(String words) {
        List<String> found = Page.of(Path.of("docs/stream.md")).commands().stream()
                .filter(command -> command.contains(words))
                .toList();
        assertThat(found).as(words).hasSize(1);
        return found.get(0).replace(JAR, Path.of(JAR).toAbsolutePath().toString());
    }

    private void run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s%n%s", command, printed).isZero();
    }

    @Test
    void avatarsAreDrawnAndReplayed() throws IOException, InterruptedException {
        run(documented(" generate "));
        List<String> partitions = Files.readAllLines(folder.resolve("avatars/list_eval_partition.txt"));
        assertThat(partitions).hasSize(1000);
        try (var kafka = new TestKafka()) {
            kafka.create("penumbra.images", 1, Map.of());
            run(documented(" replay ").replace("broker:9092", kafka.bootstrapServers()));
            assertThat(kafka.committed("penumbra.images")).hasSize((int)
                    partitions.stream().filter(line -> line.endsWith(" 2")).count());
        }
    }
}
