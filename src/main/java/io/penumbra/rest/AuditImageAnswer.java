package io.penumbra.rest;

import io.penumbra.audit.AuditImage;
import io.penumbra.audit.AuditImage.ChosenLabel;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.ScoredImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An image to label.
 *
 * @param chosen why it was picked: {@code flip} or {@code reference}
 * @param image path of its picture; absent if the scorer did not read it from Kafka
 * @param classes what it may be
 * @param label what somebody said of it
 * @param by who said it
 * @param answers what the models said; absent while the one who labels must not know
 */
public record AuditImageAnswer(
        String imageId,
        String chosen,
        Optional<String> image,
        Instant time,
        String subgroup,
        List<String> classes,
        Optional<String> label,
        Optional<String> by,
        Optional<List<Said>> answers) {
    /**
     * What one model said.
     *
     * @param predicted the class of its modal prediction
     * @param votes members that predict each class
     * @param probabilities mean over members
     */
    public record Said(String model, String predicted, List<Integer> votes, List<Float> probabilities) {}

    /** @param blind whether the models' answers are left out */
    static AuditImageAnswer of(AuditImage image, boolean blind) {
        ScoredImage scored = image.image();
        return new AuditImageAnswer(
                image.id(),
                image.chosen(),
                image.source().map(ExemplarAnswer::path),
                Instant.ofEpochMilli(scored.timeMs()),
                scored.leaf().name(),
                scored.lineup().classes().names(),
                image.label().map(ChosenLabel::name),
                image.label().flatMap(ChosenLabel::by),
                blind ? Optional.empty() : Optional.of(answers(scored)));
    }

    private static List<Said> answers(ScoredImage image) {
        Lineup lineup = image.lineup();
        List<String> classes = lineup.classes().names();
        List<ModelVersion> models = Stream.concat(Stream.of(lineup.baseline()), lineup.candidates().stream())
                .toList();
        var answers = new ArrayList<Said>();
        for (int m = 0; m < models.size(); m++) {
            if (m > 0 && !image.predicted(m - 1)) {
                continue;
            }
            int from = m * classes.size();
            answers.add(new Said(
                    models.get(m).name(),
                    classes.get(image.modal(m)),
                    IntStream.range(from, from + classes.size())
                            .mapToObj(i -> image.votes()[i])
                            .toList(),
                    IntStream.range(from, from + classes.size())
                            .mapToObj(i -> image.probabilities()[i])
                            .toList()));
        }
        return answers;
    }
}
