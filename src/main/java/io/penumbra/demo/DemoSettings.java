package io.penumbra.demo;

import io.penumbra.verdict.Exemption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The demo's defaults where they differ from the service's. Every setting that somebody gives keeps its value.
 *
 * <ul>
 * <li>Its drift reference takes minutes in place of a day. Its share tolerance is small, because its avatars do not
 * change by themselves.
 * <li>Blond men are few, so that questions about them would stay open for the first minutes. They are shown and not
 * judged.
 * <li>Kafka's clients log a warning when a broker has just started and is not ready for them. They try again by
 * themselves, so that nobody has to act.
 * <li>It is open, and listens to this machine alone.
 * </ul>
 */
final class DemoSettings {
    private static final String EXEMPTION = "penumbra.verdict.exempted";

    /** The questions that the demo shows and does not judge. */
    static final Set<Exemption> EXEMPTED = Collections.unmodifiableSet(new TreeSet<>(List.of(
            Exemption.named("sex=male/false_negative_rate"),
            Exemption.named("age=old,sex=male/false_negative_rate"),
            Exemption.named("age=young,sex=male/false_negative_rate"))));

    private static final Map<String, String> SETTINGS = Map.of(
            "penumbra.drift.reference-period", "5m",
            "penumbra.drift.share-tolerance", "0.005",
            "quarkus.http.host", "127.0.0.1",
            "quarkus.management.host", "127.0.0.1");

    private static final List<String> SIGN_IN = List.of("penumbra.access.users", "quarkus.oidc.auth-server-url");

    /** Loggers whose warnings ask nobody to do anything here. */
    private static final List<String> RETRYING = List.of(
            "org.apache.kafka.clients.producer.internals.Sender",
            "org.apache.kafka.clients.producer.internals.TransactionManager",
            "org.apache.kafka.clients.consumer.internals.ConsumerCoordinator",
            "org.apache.kafka.clients.Metadata",
            "org.apache.kafka.clients.NetworkClient",
            "org.apache.kafka.streams");

    private DemoSettings() {}

    static void apply() {
        var config = ConfigProvider.getConfig();
        if (SIGN_IN.stream()
                .allMatch(way -> config.getOptionalValue(way, String.class).isEmpty())) {
            System.setProperty("penumbra.access", "open");
        }
        defaults(config).forEach((name, value) -> {
            if (config.getOptionalValue(name, String.class).isEmpty()) {
                System.setProperty(name, value);
            }
        });
    }

    private static Map<String, String> defaults(Config config) {
        var defaults = new TreeMap<>(SETTINGS);
        RETRYING.forEach(logger -> defaults.put("quarkus.log.category.\"" + logger + "\".level", "ERROR"));
        if (!isSet(config, EXEMPTION)) {
            var exempted = new ArrayList<>(EXEMPTED);
            for (int i = 0; i < exempted.size(); i++) {
                defaults.put(EXEMPTION + "[" + i + "]", exempted.get(i).name());
            }
        }
        return defaults;
    }

    private static boolean isSet(Config config, String list) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .anyMatch(name -> name.equals(list) || name.startsWith(list + "["));
    }
}
