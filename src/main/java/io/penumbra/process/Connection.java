package io.penumbra.process;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The Kafka connection of the commands that do not serve. Like the service, they read it from the settings {@code
 * kafka.*} and the environment variables {@code KAFKA_*}.
 */
public final class Connection {
    private static final String PREFIX = "kafka.";
    private static final String ENVIRONMENT = "KAFKA_";

    private Connection() {}

    public static Map<String, Object> fromConfig() {
        var connection = new HashMap<String, Object>();
        var config = ConfigProvider.getConfig();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(value -> connection.put(name.substring(PREFIX.length()), value));
            }
        }
        System.getenv().forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT)) {
                connection.putIfAbsent(
                        name.substring(ENVIRONMENT.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value);
            }
        });
        connection.putIfAbsent("bootstrap.servers", "localhost:9092");
        return connection;
    }
}
