package io.penumbra.demo;

import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the demo has otherwise than the service, where it was not set: nobody waits a day for its references, and its avatars never change of themselves. */
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
