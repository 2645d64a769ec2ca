package io.penumbra.labelling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.penumbra.process.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends the labels of a table to the service. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Sends the labels of a CSV file to the service. Its columns are id and label, and note if you like; others are ignored.",
            "Rows without a label are left out. What the service refuses is said line by line, and the exit code is 1."
        })
final class Import implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The CSV file, such as labels.csv of audit export.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private Path file;

    @Mixin
    private Access access = new Access();

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    private final PrintStream says = System.out;

    @Override
    public Integer call() throws InterruptedException {
        AuditClient client = access.client(spec.commandLine());
        List<Map<String, String>> rows = rows();
        int taken = 0;
        int blank = 0;
        int refused = 0;
        for (int i = 0; i < rows.size(); i++) {
            String id = text(rows.get(i), "id");
            String label = text(rows.get(i), "label");
            if (label.isEmpty()) {
                blank++;
                continue;
            }
            try {
                client.label(id, label, Optional.of(text(rows.get(i), "note")).filter(note -> !note.isEmpty()));
                taken++;
            } catch (AuditClient.Refusal e) {
                refused++;
                says.println("row " + (i + 1) + ", image '" + id + "': " + e.getMessage());
            }
        }
        says.printf(Locale.ROOT, "%d labels sent, %d rows without a label, %d refused%n", taken, blank, refused);
        return refused == 0 ? 0 : 1;
    }

    private static String text(Map<String, String> row, String column) {
        return Optional.ofNullable(row.get(column)).map(String::strip).orElse("");
    }

    private List<Map<String, String>> rows() {
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            List<Map<String, String>> all = rows.readAll();
            for (String column : List.of("id", "label")) {
                if (!all.isEmpty() && !all.get(0).containsKey(column)) {
                    throw new Failure(
                            file + " has the columns " + all.get(0).keySet() + ", expected id and label among them");
                }
            }
            return all;
        } catch (JsonProcessingException e) {
            throw new Failure(file + " is no CSV: " + e.getOriginalMessage(), e);
        } catch (RuntimeJsonMappingException e) {
            throw new Failure(file + " is no CSV: " + Failure.reason(e), e);
        } catch (IOException e) {
            throw new Failure("cannot read " + file + ": " + e, e);
        }
    }
}
