package io.penumbra.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.penumbra.avatar.Avatars;
import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.Partition;
import io.penumbra.dataset.Sample;
import io.penumbra.dataset.Split;
import io.penumbra.embedded.TestKafka;
import io.penumbra.metrics.Page;
import io.penumbra.model.ColourModels;
import io.penumbra.replay.Replayer;
import io.penumbra.service.PenumbraProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged {@code report}, in a JVM of its own. */
class ReportIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int AVATARS = 400;

    @TempDir
    private static Path shared;

    private static Path dataset;
    private static Path models;

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    @BeforeAll
    static void draw() throws IOException {
        dataset = shared.resolve("avatars");
        Avatars.write(dataset, 78, 1, AVATARS, Split.CELEBA, written -> {});
        models = ColourModels.layOutForAvatars(Files.createDirectory(shared.resolve("models")));
    }

    private static Ended run(String... command) {
        var line = new ArrayList<>(List.of("report"));
        line.addAll(List.of(command));
        try (var process = PenumbraProcess.start(Map.of(), line.toArray(String[]::new))) {
            int code = process.exitCode(PATIENCE);
            return new Ended(code, process.out(), process.err());
        }
    }

    private static Ended report(Path dataset, String split, Path out) {
        return run(
                "--dataset", dataset.toString(),
                "--models", models.toString(),
                "--split", split,
                "--batch", "16",
                "--out", out.toString());
    }

    /** The rows, each by the names in the header. */
    private static List<Map<String, String>> csv(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            String[] header = lines.get(0).split(",");
            return lines.stream()
                    .skip(1)
                    .map(line -> {
                        // no quotes but around subgroups of two attributes
                        String[] words = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
                        assertThat(words).hasSameSizeAs(header);
                        var row = new HashMap<String, String>();
                        for (int i = 0; i < header.length; i++) {
                            row.put(header[i], words[i].replace("\"", ""));
                        }
                        return (Map<String, String>) row;
                    })
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void countsAreTheStreamedOnesOfTheSameImages() {
        Ended report = report(dataset, "train", folder);
        assertThat(report.code()).as(report.err()).isZero();
        int images = CelebA.open(dataset).size(Partition.TRAIN);

        try (var kafka = new TestKafka()) {
            var properties = Map.of(
                    "kafka.bootstrap.servers", kafka.bootstrapServers(),
                    "penumbra.models", models.toString(),
                    "penumbra.tally.state-dir", folder.resolve("state").toString(),
                    "penumbra.instance", "only");
            try (var service = PenumbraProcess.start(properties, "serve")) {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(service::isReady);
                new Replayer(kafka.producer(), "penumbra.images", URI.create("/test"), 0, n -> Instant.now())
                        .replay(CelebA.open(dataset).samples(Partition.TRAIN), sent -> {});
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(300))
                        .until(() -> figure(service.metrics(), "penumbra_scored_images", Map.of("subgroup", "all"))
                                == images);
                assertSame(service.metrics());
            }
        }
    }

    private static double figure(Page page, String metric, Map<String, String> labels) {
        var series = new HashMap<>(labels);
        series.put("window", "version");
        return page.value(metric, series).orElse(Double.NaN);
    }

    private void assertSame(Page page) {
        List<Map<String, String>> errors = csv(folder.resolve("error.csv"));
        assertThat(errors).hasSize(9 * 3);
        for (Map<String, String> row : errors) {
            Map<String, String> subgroup = Map.of("subgroup", row.get("subgroup"));
            Map<String, String> both = Map.of("subgroup", row.get("subgroup"), "model", row.get("model"));
            assertThat(Double.parseDouble(row.get("images")))
                    .isEqualTo(figure(page, "penumbra_scored_images", subgroup));
            assertThat(Double.parseDouble(row.get("denominator")))
                    .isEqualTo(figure(page, "penumbra_labelled_images", subgroup));
            assertThat(Double.parseDouble(row.get("wrong"))).isEqualTo(figure(page, "penumbra_errors", both));
            assertFigure(page, "penumbra_error_ratio", both, row.get("ratio"));
            assertFigure(page, "penumbra_error_ratio_lower", both, row.get("ratio_lower"));
            assertFigure(page, "penumbra_error_ratio_change", both, row.get("change"));
            assertFigure(page, "penumbra_error_ratio_change_lower", both, row.get("change_lower"));
            assertFigure(page, "penumbra_error_ratio_change_upper", both, row.get("change_upper"));
        }
        Map.of(
                        "false-positive-rate", "penumbra_false_positive_ratio",
                        "false-negative-rate", "penumbra_false_negative_ratio")
                .forEach((file, metric) -> {
                    for (Map<String, String> row : csv(folder.resolve(file + ".csv"))) {
                        Map<String, String> labels =
                                Map.of("subgroup", row.get("subgroup"), "model", row.get("model"), "class", "blond");
                        assertFigure(page, metric, labels, row.get("ratio"));
                        assertFigure(page, metric + "_upper", labels, row.get("ratio_upper"));
                    }
                });
    }

    /** The same figure, or none in both. */
    private static void assertFigure(Page page, String metric, Map<String, String> labels, String found) {
        double streamed = figure(page, metric, labels);
        if (found.isEmpty()) {
            assertThat(streamed).as("%s%s", metric, labels).isNaN();
        } else {
            assertThat(Double.parseDouble(found)).as("%s%s", metric, labels).isCloseTo(streamed, within(1e-12));
        }
    }

    @Test
    void unreadableImageIsListedAndAMissingOneEndsTheRun() throws IOException {
        Path damaged = folder.resolve("damaged");
        copy(dataset, damaged);
        List<Path> test =
                CelebA.open(damaged).samples(Partition.TEST).map(Sample::path).toList();
        Files.writeString(test.get(3), "no picture");
        Files.write(test.get(7), new byte[0]);
        Ended report = report(damaged, "test", folder.resolve("out"));
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(csv(folder.resolve("out/unreadable.csv")))
                .extracting(row -> row.get("image") + " " + row.get("reason"))
                .containsExactly(name(test.get(3)) + " not_an_image", name(test.get(7)) + " empty");
        assertThat(csv(folder.resolve("out/error.csv")).get(0).get("images"))
                .isEqualTo(Integer.toString(test.size() - 2));
        assertThat(report.out()).contains("Images that could not be scored", "1 empty, 1 not_an_image");

        Files.delete(test.get(5));
        Ended missing = report(damaged, "test", folder.resolve("none"));
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err().lines().filter(line -> line.startsWith("penumbra: ")))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence)
                        .contains("missing", name(test.get(5)), test.get(5).toString()));
        assertThat(missing.err()).doesNotContain("\tat ");
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".jpg", "");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    @Test
    void avatarsAreReportedOnWithoutADataset() throws IOException {
        Ended report = run("--avatars", "40", "--out", folder.toString());
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(report.out())
                .contains("40 avatars of seed 2026")
                .contains("pruned-95")
                .contains("Class by class");
        assertThat(Files.readString(folder.resolve("report.md"))).contains("| subgroup | model |");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("<svg", "</html>")
                .doesNotContain("<script", "http:", "https:");
    }

    @Test
    void wrongUsageIsExplained() {
        assertThat(run().code()).isEqualTo(2);
        assertThat(run("--avatars", "5", "--dataset", ".").code()).isEqualTo(2);
        assertThat(run("--avatars", "5", "--seed", "1").code()).isEqualTo(2);
        assertThat(run("--avatars", "5", "--split", "holdout").code()).isEqualTo(2);
    }

    @Test
    void emptySplitIsOneSentence() throws IOException {
        Path all = folder.resolve("all-test");
        Avatars.write(all, 79, 1, 3, Split.TEST_ONLY, written -> {});
        Ended empty = report(all, "train", folder.resolve("out"));
        assertThat(empty.code()).isEqualTo(1);
        assertThat(empty.err()).contains("penumbra: the train split of " + all + " has no image");
    }
}
