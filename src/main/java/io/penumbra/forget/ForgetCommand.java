package io.penumbra.forget;

import com.fasterxml.jackson.databind.JsonNode;
import io.penumbra.process.Credentials;
import io.penumbra.process.ServiceUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Forgets images by their ids. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = {
            "Forgets images by their ids. Nobody sees them through Penumbra from now on; counts stay.",
            "Prints until when Kafka keeps which of their records. The service asks for the role operator."
        })
public final class ForgetCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Parameters(
            paramLabel = "ID",
            arity = "1..*",
            description =
                    "Image ids. - reads them from standard input, one a line, so that no list of processes has them.")
    private List<String> ids = List.of();

    @Mixin
    private ServiceUrl service = new ServiceUrl();

    @Mixin
    private Credentials credentials = new Credentials();

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    private final PrintStream says = System.out;

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<String> all = all();
        if (all.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "standard input has no image id");
        }
        var client = new ForgetClient(service.url(spec.commandLine()), credentials.authorization(spec.commandLine()));
        for (int from = 0; from < all.size(); from += Forgetting.MOST) {
            List<String> next = all.subList(from, Math.min(all.size(), from + Forgetting.MOST));
            print(client.forget(next), from + next.size() >= all.size());
        }
        return 0;
    }

    private List<String> all() throws IOException {
        var all = new ArrayList<String>();
        for (String id : ids) {
            if (id.equals(STANDARD_INPUT)) {
                var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                lines.lines().filter(line -> !line.isEmpty()).forEach(all::add);
            } else {
                all.add(id);
            }
        }
        return all;
    }

    private void print(JsonNode data, boolean last) {
        data.path("images").forEach(image -> says.println("forgotten: the image of SHA-256 " + image.asText()));
        if (!last) {
            return;
        }
        says.println("gone now:");
        data.path("atOnce").forEach(what -> says.println("  " + what.asText()));
        says.println("gone later, and out of reach through Penumbra until then:");
        data.path("later").forEach(later -> {
            JsonNode by = later.path("goneBy");
            says.println("  " + later.path("topic").asText() + ": "
                    + (by.isTextual() ? "by " + TIME.format(Instant.parse(by.asText())) : "no date") + ", "
                    + later.path("why").asText());
        });
    }
}
