package io.penumbra.labelling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.penumbra.process.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the next images to label, and a table for their labels, into a folder. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the next images to label into a folder: pictures, and labels.csv with an empty column for labels.",
            "The images are yours for 10 minutes; then others may get them too."
        })
final class Export implements Callable<Integer> {
    static final String TABLE = "labels.csv";
    private static final int MOST = 100;
    private static final List<String> COLUMNS = List.of("id", "file", "classes", "label", "note");

    @Option(
            names = "--candidate",
            paramLabel = "NAME",
            description = "The candidate whose questions are to be answered (default: all).")
    private @Nullable String candidate;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder; it must be empty or not exist.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private Path out;

    @Option(names = "--limit", paramLabel = "N", description = "Most images, 1 to 100 (default: ${DEFAULT-VALUE}).")
    private int limit = MOST;

    @Mixin
    private Access access = new Access();

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    private final PrintStream says = System.out;

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(spec.commandLine(), "--limit is " + limit + ", expected 1 to " + MOST);
        }
        AuditClient client = access.client(spec.commandLine());
        makeFolder();
        try {
            JsonNode next = client.next(Optional.ofNullable(candidate), limit);
            JsonNode images = next.path("images");
            if (images.isEmpty()) {
                says.println("nothing to label: " + next.path("openQuestions").asInt()
                        + " questions are open, and no label would help to answer one now");
                return 0;
            }
            var rows = new ArrayList<Map<String, String>>();
            int missing = 0;
            for (JsonNode image : images) {
                String file = picture(client, image, rows.size() + 1);
                missing += file.isEmpty() ? 1 : 0;
                rows.add(row(image, file));
            }
            write(rows);
            says.printf(
                    Locale.ROOT,
                    "%d images in %s%s%nfill in the column label of %s, then run: audit import %s%n",
                    rows.size(),
                    out,
                    missing == 0 ? "" : ", " + missing + " of them without a picture",
                    TABLE,
                    out.resolve(TABLE));
            return 0;
        } catch (AuditClient.Refusal e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new Failure("cannot write to " + out + ": " + Failure.reason(e), e);
        }
    }

    private void makeFolder() {
        try {
            Files.createDirectories(out);
            try (var files = Files.list(out)) {
                if (files.findAny().isPresent()) {
                    throw new ParameterException(spec.commandLine(), "--out is " + out + ", expected an empty folder");
                }
            }
        } catch (IOException e) {
            throw new Failure("cannot write to " + out + ": " + e, e);
        }
    }

    /** Writes the picture, and returns its file's name; empty if there is none. */
    private String picture(AuditClient client, JsonNode image, int number) throws InterruptedException, IOException {
        String path = image.path("image").asText();
        if (path.isEmpty() || !path.startsWith("/")) {
            return "";
        }
        try {
            String file = String.format(Locale.ROOT, "%03d.jpg", number);
            Files.write(out.resolve(file), client.picture(path));
            return file;
        } catch (AuditClient.Refusal e) {
            says.println("image " + image.path("imageId").asText() + ": " + e.getMessage());
            return "";
        }
    }

    private static Map<String, String> row(JsonNode image, String file) {
        var classes = new ArrayList<String>();
        image.path("classes").forEach(name -> classes.add(name.asText()));
        return Map.of(
                "id",
                image.path("imageId").asText(),
                "file",
                file,
                "classes",
                String.join(" ", classes),
                "label",
                "",
                "note",
                "");
    }

    private void write(List<Map<String, String>> rows) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder();
        COLUMNS.forEach(schema::addColumn);
        String table = new CsvMapper().writer(schema.build().withHeader()).writeValueAsString(rows);
        Files.writeString(out.resolve(TABLE), table, StandardCharsets.UTF_8);
    }
}
