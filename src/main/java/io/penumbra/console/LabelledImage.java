package io.penumbra.console;

import io.penumbra.audit.AuditImage;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.ScoredImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An image with the label that somebody gave, beside what the models said.
 *
 * @param source the path of its picture; empty if the image lies elsewhere
 * @param answers of the baseline and of each candidate that predicted something
 */
record LabelledImage(
        String id, Optional<String> source, String said, String subgroup, String time, List<Answer> answers) {
    /** {@code full: blond, 4 of 5 (0.71) ✓}. */
    record Answer(String model, String says, String votes, String mark, String word) {}

    /** @param label the name of the class that was said */
    static LabelledImage of(AuditImage image, String label) {
        ScoredImage scored = image.image();
        List<String> classes = scored.lineup().classes().names();
        var answers = new ArrayList<Answer>();
        answers.add(answer(scored, 0, scored.lineup().baseline(), label));
        for (int i = 0; i < scored.lineup().candidates().size(); i++) {
            if (scored.predicted(i)) {
                answers.add(answer(scored, 1 + i, scored.lineup().candidates().get(i), label));
            }
        }
        return new LabelledImage(
                image.id(),
                image.source().map(Picture::path),
                Words.name(classes.contains(label) ? label : "unknown"),
                Words.subgroup(scored.leaf()),
                Words.minute(Instant.ofEpochMilli(scored.timeMs())),
                List.copyOf(answers));
    }

    private static Answer answer(ScoredImage image, int model, ModelVersion version, String label) {
        List<String> classes = image.lineup().classes().names();
        int modal = image.modal(model);
        int at = model * classes.size() + modal;
        boolean right = classes.get(modal).equals(label);
        return new Answer(
                version.name(),
                Words.name(classes.get(modal)),
                image.votes()[at] + " of " + version.members()
                        + String.format(Locale.ROOT, " (%.2f)", image.probabilities()[at]),
                right ? "✓" : "✗",
                right ? "as you" : "unlike you");
    }
}
