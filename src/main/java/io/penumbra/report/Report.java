package io.penumbra.report;

import io.penumbra.avatar.Avatars;
import io.penumbra.avatar.Pictures;
import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.DatasetException;
import io.penumbra.dataset.Partition;
import io.penumbra.dataset.Sample;
import io.penumbra.dataset.Split;
import io.penumbra.model.ModelLoadException;
import io.penumbra.model.Models;
import io.penumbra.model.OpenSettings;
import io.penumbra.model.Provider;
import io.penumbra.model.ShippedModels;
import io.penumbra.process.Closing;
import io.penumbra.process.Counter;
import io.penumbra.process.Failure;
import io.penumbra.process.Folders;
import io.penumbra.process.TemporaryFolder;
import io.penumbra.process.Termination;
import io.penumbra.report.table.CsvTable;
import io.penumbra.report.table.MarkdownTable;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.TextTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code report}: the study without Kafka. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Scores a dataset with the baseline and every candidate, without Kafka. "
                    + "Prints tables of what each compression changes for each subgroup.",
            "It scores and counts as the service does."
        })
public final class Report implements Runnable {
    private static final int MOST_THREADS = 1024;
    private static final int LARGEST_BATCH = 10_000;

    @ArgGroup(multiplicity = "1")
    private Images images = new Images();

    /** The images that are scored. */
    static final class Images {
        @Option(
                names = "--dataset",
                paramLabel = "DIR",
                description = "Dataset in CelebA's layout: the folder that contains img_align_celeba.")
        private Optional<Path> dataset = Optional.empty();

        @Option(
                names = "--avatars",
                paramLabel = "N",
                description = "Draw N avatars instead of reading a dataset. The shipped models never saw them.")
        private int avatars;
    }

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "Split of the dataset: one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Partition split = Partition.TEST;

    @Option(names = "--limit", paramLabel = "N", description = "Score at most N images (default: all).")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--models",
            paramLabel = "FILE",
            description = "The models.yaml of the models (default: the shipped models).")
    private Optional<Path> modelsFile = Optional.empty();

    @Option(names = "--unverified", description = "Also open model files whose sha256 the models.yaml does not give.")
    private boolean unverified;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Also write the tables to this folder, as CSV, Markdown and one HTML page.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Seed of the avatars (default: ${DEFAULT-VALUE}). Seed 1 is refused: the models were trained on it.")
    private long seed = 2026;

    @Option(
            names = "--provider",
            paramLabel = "P",
            description = "Provider of ONNX Runtime: cpu, or cuda in a build with -Pgpu (default: cpu).")
    private Provider provider = Provider.CPU;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads for inference (default: one for each processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--batch", paramLabel = "N", description = "Most images in a batch (default: ${DEFAULT-VALUE}).")
    private int batch = 128;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    private final PrintStream print = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Override
    public void run() {
        checkOptions();
        out.ifPresent(folder -> Folders.requireWritable("--out", folder));
        try (var closing = new Closing()) {
            Termination.interruptFirst(Thread.currentThread());
            Path file = modelsFile.isPresent()
                    ? modelsFile.get()
                    : closing.add(ShippedModels.unpack()).file();
            CelebA given = images.dataset.isPresent() ? CelebA.open(images.dataset.get()) : null;
            // before the drawing, which takes long
            Models models = closing.add(
                    Models.open(file, OpenSettings.of(threads, provider).unverified(unverified)));
            study(
                    given == null ? CelebA.open(draw(closing.add(new TemporaryFolder("penumbra-avatars-")))) : given,
                    models);
        } catch (DatasetException | ModelLoadException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkOptions() {
        checkPositive("--limit", limit);
        check("--threads", threads, MOST_THREADS);
        check("--batch", batch, LARGEST_BATCH);
        if (images.dataset.isEmpty()) {
            checkPositive("--avatars", images.avatars);
            if (seed == Pictures.TRAINING_SEED) {
                throw wrong("--seed is " + seed + ", expected another one: the models were trained on it");
            }
        }
    }

    private void checkPositive(String option, long value) {
        if (value < 1) {
            throw wrong(option + " is " + value + ", expected at least 1");
        }
    }

    private void check(String option, long value, long most) {
        if (value < 1 || value > most) {
            throw wrong(option + " is " + value + ", expected 1 to " + most);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Path draw(TemporaryFolder folder) {
        try {
            var counter = new Counter(images.avatars);
            Avatars.write(folder.path(), seed, 1, images.avatars, Split.TEST_ONLY, counter::at);
            return folder.path();
        } catch (IOException e) {
            throw new Failure("cannot draw avatars: " + e.getMessage(), e);
        }
    }

    private void study(CelebA dataset, Models models) throws InterruptedException {
        String name = split.name().toLowerCase(Locale.ROOT);
        String subject = images.dataset
                .map(folder -> (split == Partition.ALL ? "all images of " : "the " + name + " split of ") + folder)
                .orElse(images.avatars + " avatars of seed " + seed);
        try (Stream<Sample> samples = dataset.samples(split).limit(limit)) {
            var run = new StudyRun(models);
            var counter = new Counter(Math.min(limit, dataset.size(split)));
            run.score(samples.iterator(), batch, Instant.now().truncatedTo(ChronoUnit.MILLIS), counter::at);
            counter.end();
            write(run.study(subject, holdings(dataset)));
        }
    }

    /** The number of images by split, class and sex. */
    private static List<Holding> holdings(CelebA dataset) {
        var holdings = new LinkedHashMap<List<String>, Long>();
        for (Partition partition : dataset.partitions()) {
            for (String label : List.of("not_blond", "blond")) {
                for (String sex : List.of("female", "male")) {
                    holdings.put(List.of(partition.name().toLowerCase(Locale.ROOT), label, sex), 0L);
                }
            }
        }
        dataset.samples()
                .map(sample -> List.of(
                        sample.partition().name().toLowerCase(Locale.ROOT),
                        sample.label(),
                        sample.subgroups().getOrDefault("sex", "")))
                .forEach(key -> holdings.merge(key, 1L, Long::sum));
        return holdings.entrySet().stream()
                .map(e -> new Holding(
                        e.getKey().get(0), e.getKey().get(1), e.getKey().get(2), e.getValue()))
                .toList();
    }

    private void write(Study study) {
        List<Table> tables = Tables.of(study);
        print.println(Answer.of(study));
        print.println(Summary.of(study));
        print.println();
        tables.forEach(table -> print.println(TextTable.of(table)));
        out.ifPresent(folder -> {
            var files = new LinkedHashMap<String, String>();
            tables.forEach(table -> files.put(table.name() + ".csv", CsvTable.of(table)));
            files.put("report.html", Page.of(study, tables));
            files.put(
                    "report.md",
                    tables.stream()
                            .map(MarkdownTable::of)
                            .collect(Collectors.joining(
                                    "\n",
                                    "# What compression changes, and for whom\n\n**" + Answer.of(study) + "**\n\n"
                                            + Summary.of(study) + "\n\n",
                                    "")));
            try {
                Files.createDirectories(folder);
                for (var content : files.entrySet()) {
                    Files.writeString(folder.resolve(content.getKey()), content.getValue());
                }
            } catch (IOException e) {
                throw new Failure("cannot write to " + folder + ": " + e, e);
            }
            System.err.println("The tables are in " + folder.toAbsolutePath());
        });
    }
}
