package io.penumbra.process;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Configures logging for the commands that do not serve, where no Quarkus does it. */
public final class Logging {
    private static final Logger ROOT = Logger.getLogger("");

    private Logging() {}

    /**
     * Logs warnings and errors to standard error. Otherwise every trace message of the Kafka clients would be formatted
     * and kept for Quarkus.
     */
    public static void warningsOnly() {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tT %4$-7s [%3$s] %5$s%6$s%n");
        var console = new ConsoleHandler();
        console.setFilter(new EscapedLog());
        ROOT.addHandler(console);
        ROOT.setLevel(Level.WARNING);
    }
}
