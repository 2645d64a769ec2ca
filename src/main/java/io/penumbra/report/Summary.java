package io.penumbra.report;

import java.util.Locale;

/** Says in sentences what was scored and whether harm was found. */
public final class Summary {
    private Summary() {}

    public static String of(Study study) {
        long refused = study.refusals().count();
        return String.format(
                Locale.ROOT,
                "The baseline %3$s and %4$d candidates scored %1$,d images of %2$s at %5$,.0f images/s%6$s. %7$s",
                study.all().scored(),
                study.subject(),
                study.baseline().name(),
                study.candidates().size(),
                study.imagesPerSecond(),
                refused == 0 ? "" : String.format(Locale.ROOT, "; %,d more could not be scored", refused),
                HarmTable.of(study).note());
    }
}
