package io.penumbra.console;

import io.penumbra.exemplar.Ballot;
import io.penumbra.exemplar.Exemplar;
import io.penumbra.image.Coordinates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An exemplar in the gallery.
 *
 * @param source the path of its picture; empty if the image lies elsewhere
 * @param directions {@code regression}, {@code fix}, {@code flip}, {@code unlabelled}
 * @param address the gallery with this picture large
 */
record Picture(
        String id,
        Optional<String> source,
        String subgroup,
        Answer baseline,
        Answer candidate,
        Optional<String> label,
        String apart,
        String time,
        List<String> directions,
        String address) {
    /**
     * What a model says.
     *
     * @param mark {@code ✓} or {@code ✗}; empty without a label
     * @param votes such as {@code 4 of 5}
     * @param classes the probability of each class
     */
    record Answer(String model, String mark, String says, String votes, List<ClassShare> classes) {}

    record ClassShare(String name, String probability, String votes) {}

    static Picture of(Exemplar exemplar, List<String> classes, String baseline, String candidate, String address) {
        return new Picture(
                exemplar.imageId(),
                exemplar.source().map(Picture::path),
                Words.subgroup(exemplar.leaf()),
                answer(baseline, exemplar.baseline(), classes, exemplar.label()),
                answer(candidate, exemplar.candidate(), classes, exemplar.label()),
                exemplar.label().map(Words::name),
                String.format(Locale.ROOT, "%.2f", exemplar.taxicab()),
                Words.minute(Instant.ofEpochMilli(exemplar.timeMs())),
                directions(exemplar, classes),
                address);
    }

    /** {@code regression}, {@code fix}, {@code flip}, {@code unlabelled}: those that hold. */
    static List<String> directions(Exemplar exemplar, List<String> classes) {
        boolean flip = exemplar.baseline().modal() != exemplar.candidate().modal();
        var directions = new ArrayList<String>();
        if (flip) {
            directions.add("flip");
        }
        exemplar.label()
                .ifPresentOrElse(
                        label -> {
                            boolean before =
                                    classes.get(exemplar.baseline().modal()).equals(label);
                            boolean after =
                                    classes.get(exemplar.candidate().modal()).equals(label);
                            if (before != after) {
                                directions.add(before ? "regression" : "fix");
                            }
                        },
                        () -> directions.add("unlabelled"));
        return List.copyOf(directions);
    }

    /** As {@code /api/v1/exemplars} names it. */
    static String path(Coordinates source) {
        return "/api/v1/exemplars/" + Link.Addresses.encoded(source.topic()) + '/' + source.partition() + '/'
                + source.offset() + "/image";
    }

    private static Answer answer(String model, Ballot ballot, List<String> classes, Optional<String> label) {
        String says = classes.get(ballot.modal());
        int members = ballot.votes().stream().mapToInt(Integer::intValue).sum();
        var shares = new ArrayList<ClassShare>();
        for (int y = 0; y < classes.size(); y++) {
            shares.add(new ClassShare(
                    Words.name(classes.get(y)),
                    String.format(Locale.ROOT, "%.2f", ballot.probabilities().get(y)),
                    ballot.votes().get(y) + " of " + members));
        }
        return new Answer(
                model,
                label.map(known -> known.equals(says) ? "✓" : "✗").orElse(""),
                Words.name(says),
                ballot.votes().get(ballot.modal()) + " of " + members,
                shares);
    }

    /** What the picture shows, for those who do not see it. */
    public String description() {
        return subgroup + " image: " + baseline.model() + " says " + baseline.says() + ", " + candidate.model()
                + " says " + candidate.says();
    }

    /** {@code regression} and the like, for the card; empty if both answer alike. */
    public String direction() {
        return directions.contains("regression") ? "regression" : directions.contains("fix") ? "fix" : "";
    }
}
