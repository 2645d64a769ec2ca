package io.penumbra.demo;

import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The demo's defaults where they differ from the service's. Its reference takes minutes in place of a day. Its share
 * tolerance is small, because its avatars do not change by themselves.
 */
final class DemoSettings {
    private static final Map<String, String> SETTINGS =
            Map.of("penumbra.drift.reference-period", "5m", "penumbra.drift.share-tolerance", "0.005");

    private DemoSettings() {}

    static void apply() {
        var config = ConfigProvider.getConfig();
        SETTINGS.forEach((name, value) -> {
            if (config.getOptionalValue(name, String.class).isEmpty()) {
                System.setProperty(name, value);
            }
        });
    }
}
