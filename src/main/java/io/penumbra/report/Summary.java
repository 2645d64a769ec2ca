package io.penumbra.report;

import java.util.Locale;

/** What was scored, and whether harm is shown, in sentences. */
public final class Summary {
    private Summary() {}

    public static String of(Study study) {
        long refused = study.refusals().count();
        return String.format(
                Locale.ROOT,
                "%,d images of %s, scored by the baseline %s and %d candidates at %,.0f images a second%s. %s",
                study.all().scored(),
                study.subject(),
                study.baseline().name(),
                study.candidates().size(),
                study.imagesPerSecond(),
                refused == 0 ? "" : String.format(Locale.ROOT, "; %,d more could not be scored", refused),
                HarmTable.of(study).note());
    }
}
