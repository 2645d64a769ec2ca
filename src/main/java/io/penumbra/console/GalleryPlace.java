package io.penumbra.console;

import io.penumbra.exemplar.Exemplar;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of an exemplar in the order of the gallery. A page begins behind one, so that no exemplar shows twice while
 * new ones come.
 *
 * @param taxicab distance of the votes
 * @param ofProbabilities distance of the mean probabilities
 * @param timeMs event time, milliseconds since the epoch
 */
record GalleryPlace(double taxicab, double ofProbabilities, long timeMs, String imageId) {
    private static final Pattern TEXT = Pattern.compile("([0-9.E-]{1,30})_([0-9.E-]{1,30})_([0-9]{1,15})_(.+)");

    private static final Comparator<GalleryPlace> FARTHEST = Comparator.comparingDouble(GalleryPlace::taxicab)
            .thenComparingDouble(GalleryPlace::ofProbabilities)
            .reversed()
            .thenComparing(GalleryPlace::imageId)
            .thenComparingLong(GalleryPlace::timeMs);

    private static final Comparator<GalleryPlace> NEWEST =
            Comparator.comparingLong(GalleryPlace::timeMs).reversed().thenComparing(FARTHEST);

    static GalleryPlace of(Exemplar exemplar) {
        return new GalleryPlace(exemplar.taxicab(), exemplar.ofProbabilities(), exemplar.timeMs(), exemplar.imageId());
    }

    /** The farthest first, or the newest. Of exemplars that lie equally far apart, in the order of their ranks. */
    static Comparator<GalleryPlace> order(boolean newest) {
        return newest ? NEWEST : FARTHEST;
    }

    /** As an address names it. Empty if it is no place. */
    static Optional<GalleryPlace> named(String text) {
        Matcher parts = TEXT.matcher(text);
        try {
            return parts.matches()
                    ? Optional.of(new GalleryPlace(
                            Double.parseDouble(parts.group(1)),
                            Double.parseDouble(parts.group(2)),
                            Long.parseLong(parts.group(3)),
                            parts.group(4)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String text() {
        return taxicab + "_" + ofProbabilities + "_" + timeMs + "_" + imageId;
    }
}
