package io.penumbra.counts;

import io.penumbra.counts.Failures.At;
import io.penumbra.statistics.ConfidenceHistogram;
import io.penumbra.statistics.ConfidenceHistogram.Outcome;
import io.penumbra.statistics.ConfidenceSum;
import java.util.Arrays;

/** Sums what the baseline did on the images on which one candidate failed. Used by one thread. */
final class FailureSum {
    private final int classes;
    private final ConfidenceSum confidences = new ConfidenceSum(1);
    /** As {@link Failures} has them; empty before the first image. */
    private long[] counts = {};

    FailureSum(int classes) {
        this.classes = classes;
    }

    void add(Failures failures) {
        if (!failures.isNone()) {
            begin();
            long[] more = failures.counts();
            for (int i = 0; i < counts.length; i++) {
                counts[i] += more[i];
            }
            confidences.add(failures.confidences().counts());
        }
    }

    private void begin() {
        if (counts.length == 0) {
            counts = new long[Failures.size(classes)];
        }
    }

    /** Adds images like this one, or takes them back if there are less than none. */
    void count(ScoredImage image, int images) {
        begin();
        counts[Failures.IMAGES] += images;
        counts[Failures.UNCERTAIN] += image.isUncertain(0) ? images : 0;
        for (int y = 0; y < classes; y++) {
            counts[Failures.place(classes, At.VOTED, y)] += images * (long) image.votes()[y];
        }
        if (image.label() != Classes.UNLABELLED) {
            countLabelled(image, image.label(), images);
        }
        if (image.isAudited()) {
            countKnown(image, images);
        }
    }

    private void countLabelled(ScoredImage image, int label, int images) {
        for (int y = 0; y < classes; y++) {
            counts[Failures.confused(classes, label, y)] += images * (long) image.votes()[y];
        }
        counts[Failures.place(classes, At.SUPPORT, label)] += images;
        int said = image.modal(0);
        if (said != label) {
            counts[Failures.place(classes, At.WRONG, label)] += images;
            counts[Failures.place(classes, At.CLAIMED, said)] += images;
        }
        confidences.add(0, outcome(image), image.confidence(0), images);
    }

    private void countKnown(ScoredImage image, int images) {
        counts[Failures.AUDITED] += images;
        int known = image.truth().known();
        if (known != Classes.UNLABELLED && !image.isReference()) {
            counts[Failures.place(classes, At.KNOWN, known)] += images;
        } else if (image.isUnanimous()) {
            counts[Failures.place(classes, At.UNANIMOUS, image.modal(0))] += images;
        }
    }

    private static Outcome outcome(ScoredImage image) {
        boolean right = image.modal(0) == image.label();
        return Outcome.of(right, right);
    }

    /** Whether the counts that an image changes can be those of images. */
    boolean isPlausibleAt(ScoredImage image) {
        return Arrays.stream(counts).allMatch(count -> count >= 0)
                && (image.label() == Classes.UNLABELLED
                        || confidences.isPlausibleAt(0, outcome(image), image.confidence(0)));
    }

    Failures failures() {
        return Failures.of(classes, counts.clone(), ConfidenceHistogram.of(confidences.counts()));
    }
}
