package io.penumbra.demo;

import io.penumbra.process.Ports;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** The demo's HTTP ports: one that is taken is replaced by a free one, unless somebody asked for it. */
final class DemoPorts {
    private static final List<String> SERVERS = List.of("quarkus.http", "quarkus.management");
    /** Sources above this one were written by whoever starts the demo; the jar's own defaults lie at or below. */
    private static final int OWN_DEFAULTS = 250;

    private DemoPorts() {}

    /** Replaces what is taken, and returns a sentence for each port that was replaced. */
    static List<String> replaceTaken(Config config) {
        var told = new ArrayList<String>();
        for (String server : SERVERS) {
            ConfigValue port = config.getConfigValue(server + ".port");
            if (port.getValue() == null || port.getSourceOrdinal() > OWN_DEFAULTS) {
                continue;
            }
            String host =
                    config.getOptionalValue(server + ".host", String.class).orElse("0.0.0.0");
            int usual = Integer.parseInt(port.getValue());
            if (!Ports.isFree(host, usual)) {
                int free = Ports.anyFree(host);
                System.setProperty(server + ".port", Integer.toString(free));
                told.add("port " + usual + " is taken; " + free + " is used instead (" + server + ".port)");
            }
        }
        return told;
    }
}
