package io.penumbra.tally;

import io.penumbra.counts.Classes;
import io.penumbra.wire.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The labels of an image that count, besides that of its score.
 *
 * @param sample the last one that was not chosen
 * @param last the last one of any kind; it is {@code sample} itself if no chosen one came after
 */
record Labels(@Nullable Label sample, @Nullable Label last) {
    static final Labels NONE = new Labels(null, null);

    static Labels of(KnownImage known) {
        return new Labels(known.sample(), known.label());
    }

    /** The labels that came before the image and that name a class. */
    static Labels of(List<EarlyLabel> early, Classes classes) {
        Labels labels = NONE;
        for (EarlyLabel each : early) {
            if (classes.indexOf(each.label().name()) >= 0) {
                labels = labels.then(each.label());
            }
        }
        return labels;
    }

    /** After one more label. */
    Labels then(Label next) {
        return next.isChosen() ? new Labels(sample, next) : new Labels(next, next);
    }

    void giveTo(KnownImage known) {
        known.label(sample);
        known.label(last);
    }
}
