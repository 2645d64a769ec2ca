package io.penumbra.report;

import java.util.Locale;

/** Says in sentences what was scored, and how many intervals show harm. It follows the {@link Answer}. */
public final class Summary {
    private Summary() {}

    public static String of(Study study) {
        long refused = study.refusals().count();
        return String.format(
                Locale.ROOT,
                "That is the verdict of the gate with its default settings. "
                        + "The baseline %3$s and %4$s scored %1$,d images of %2$s at %5$,.0f images/s%6$s. %7$s",
                study.all().scored(),
                study.subject(),
                study.baseline().name(),
                study.candidates().size() == 1
                        ? "1 candidate"
                        : study.candidates().size() + " candidates",
                study.imagesPerSecond(),
                refused == 0 ? "" : String.format(Locale.ROOT, "; %,d more could not be scored", refused),
                HarmTable.of(study).note());
    }
}
