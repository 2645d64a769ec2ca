package io.penumbra.console;

import java.util.List;

/**
 * What stands in place of a page that has nothing to show yet.
 *
 * @param awaits what is awaited
 */
record StartingPage(String headline, List<String> awaits) {
    /** @param read whether the counts can be read */
    static StartingPage of(boolean read, List<String> trouble) {
        if (!trouble.isEmpty()) {
            return new StartingPage("Starting", trouble);
        }
        return read
                ? new StartingPage(
                        "Waiting for the first image",
                        List.of("Everything is ready. As soon as an image has been scored, its results show here."))
                : new StartingPage("Starting", List.of("The counts are being read."));
    }
}
