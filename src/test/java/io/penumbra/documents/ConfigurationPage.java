package io.penumbra.documents;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** The page {@code docs/configuration.md}: a head, and a table of each group of settings. */
public final class ConfigurationPage {
    static final Path FILE = Path.of("docs/configuration.md");

    private static final Path SHIPPED = Path.of("src/main/resources/application.properties");

    private static final String HEAD = """
            <!-- Made from the Javadoc of PenumbraConfig by: ./mvnw -q test-compile exec:java@configuration -->
            # Configuration

            Each setting has a name and an environment variable. Give it in one of three ways. The first that is there wins.

            1. On the command line, before `-jar`: `java -Dpenumbra.models=/models/models.yaml -jar …`.
            2. As an environment variable: `PENUMBRA_MODELS=/models/models.yaml`.
            3. As a line of `config/application.properties` in the working directory: `penumbra.models=/models/models.yaml`.

            `serve` needs `penumbra.models`, one of the [ways to sign in](security.md#sign-in), and `kafka.bootstrap.servers` if the broker is on another machine. All else may be left out.
            The service does not start with a setting that is out of its range.

            A duration is a number with a unit: `500ms`, `30s`, `5m`, `24h`, `7d`. A list has commas between its entries.

            ## Kafka and ports
            These settings belong to the framework. Quarkus documents the others of its kind.

            """;

    private static final String TABLE = """
            | setting, environment variable | type | default | what it does |
            | --- | --- | --- | --- |
            """;

    private ConfigurationPage() {}

    /** Writes the file. {@code ./mvnw -q test-compile exec:java@configuration} runs it. */
    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, text());
    }

    static String text() throws IOException {
        var page = new StringBuilder(HEAD).append(TABLE);
        framework().forEach(setting -> page.append(setting.row()));
        for (Setting.Group group : ConfigurationSource.read()) {
            page.append("\n## `").append(group.prefix()).append("`\n");
            page.append(group.about()).append("\n\n").append(TABLE);
            group.settings().forEach(setting -> page.append(setting.row()));
        }
        return page.toString();
    }

    private static List<Setting> framework() throws IOException {
        var shipped = new Properties();
        try (Reader reader = Files.newBufferedReader(SHIPPED)) {
            shipped.load(reader);
        }
        return List.of(
                framework(
                        shipped,
                        "kafka.bootstrap.servers",
                        "list of text",
                        "The brokers to connect to first, as `host:port`. Every other setting of a Kafka client may be given alike:"
                                + " `kafka.security.protocol`, `kafka.sasl.jaas.config`."),
                framework(
                        shipped,
                        "quarkus.http.port",
                        "whole number",
                        "The port of REST. With `0` the system chooses one."),
                framework(
                        shipped,
                        "quarkus.management.port",
                        "whole number",
                        "The port of metrics and health. With `0` the system chooses one."),
                framework(
                        shipped,
                        "quarkus.http.limits.max-body-size",
                        "size",
                        "Largest body of a request to REST. A larger one is refused with 413."),
                framework(
                        shipped,
                        "quarkus.http.limits.max-connections",
                        "whole number",
                        "Most connections to REST at a time. Further ones are closed."),
                framework(
                        shipped,
                        "quarkus.http.read-timeout",
                        "duration",
                        "How long the body of a request may take. Then it is refused with 408."),
                framework(
                        shipped,
                        "quarkus.http.idle-timeout",
                        "duration",
                        "How long a connection to REST stays open while nothing comes or goes."),
                framework(
                        shipped,
                        "quarkus.oidc.auth-server-url",
                        "URL",
                        "The OpenID Connect provider at which people sign in: [sign in](security.md#sign-in)."),
                framework(shipped, "quarkus.management.idle-timeout", "duration", "The same for metrics and health."));
    }

    private static Setting framework(Properties shipped, String name, String type, String about) {
        return new Setting(name, type, shipped.getProperty(name, ""), about);
    }
}
