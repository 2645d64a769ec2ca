package io.penumbra.drift;

import io.penumbra.counts.Subgroup;
import java.util.Locale;
import java.util.Optional;

/** Says what a series in alarm did. */
public final class DriftSentence {
    private DriftSentence() {}

    /**
     * For example {@code the share of images of sex=male that full predicts as blond fell from 4.20 % to 2.90 %
     * (-1.30 points) since 2026-01-31T14:05:00Z, on 2,310 images}. Says no figures where no image has come.
     */
    public static String of(Drift drift) {
        String subject =
                subject(drift, drift.shift().flatMap(shift -> shift.part().ofClass()));
        return drift.shift()
                .map(shift -> subject + " " + shift.part().direction().past() + " from "
                        + figure(drift.kind(), shift.from()) + " to " + figure(drift.kind(), shift.to()) + " ("
                        + points(shift.change()) + ") since " + shift.since() + ", on "
                        + String.format(Locale.ROOT, "%,d", shift.images())
                        + (drift.kind().needsLabels() ? " labelled images" : " images")
                        + (drift.horizon() == Horizon.MONTH ? ", looking back 30 days" : ""))
                .orElse(subject + " has left its reference");
    }

    private static String subject(Drift drift, Optional<String> ofClass) {
        String images = drift.subgroup().equals(Subgroup.ALL) ? "all images" : "images of " + drift.subgroup();
        return switch (drift.kind()) {
            case DISAGREEMENT ->
                "the share of " + images + " on which " + drift.model() + " disagrees with the baseline";
            case HARM -> "the error of " + drift.model() + " beyond the baseline's on " + images;
            case ERROR -> "the error of " + drift.model() + " on " + images;
            case SUBGROUP_SHARE -> "the share of " + drift.subgroup() + " in the stream";
            case PREDICTED_CLASS_SHARE ->
                "the share of " + images + " that " + drift.model() + " predicts as " + ofClass.orElse("a class");
        };
    }

    private static String figure(DriftKind kind, double value) {
        return kind == DriftKind.HARM ? points(value) : percent(value);
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * ratio);
    }

    private static String points(double difference) {
        return String.format(Locale.ROOT, "%+.2f points", 100 * difference);
    }
}
