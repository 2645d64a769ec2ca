package io.penumbra.demo;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The demo's defaults where they differ from the service's. Its reference takes minutes in place of a day. Its share
 * tolerance is small, because its avatars do not change by themselves. It is open, and listens to this machine alone.
 */
final class DemoSettings {
    private static final Map<String, String> SETTINGS = Map.of(
            "penumbra.drift.reference-period", "5m",
            "penumbra.drift.share-tolerance", "0.005",
            "quarkus.http.host", "127.0.0.1",
            "quarkus.management.host", "127.0.0.1");
    private static final List<String> SIGN_IN = List.of("penumbra.access.users", "quarkus.oidc.auth-server-url");

    private DemoSettings() {}

    static void apply() {
        var config = ConfigProvider.getConfig();
        if (SIGN_IN.stream()
                .allMatch(way -> config.getOptionalValue(way, String.class).isEmpty())) {
            System.setProperty("penumbra.access", "open");
        }
        SETTINGS.forEach((name, value) -> {
            if (config.getOptionalValue(name, String.class).isEmpty()) {
                System.setProperty(name, value);
            }
        });
    }
}
