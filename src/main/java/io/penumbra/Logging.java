package io.penumbra;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Logging of the commands that do not serve, where no Quarkus configures it. */
final class Logging {
    private static final Logger ROOT = Logger.getLogger("");

    private Logging() {}

    /** Warnings go to standard error. Without this every trace of the Kafka clients is formatted, and kept for Quarkus. */
    static void warningsOnly() {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        ROOT.addHandler(new ConsoleHandler());
        ROOT.setLevel(Level.WARNING);
    }
}
