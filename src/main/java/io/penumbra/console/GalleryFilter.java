package io.penumbra.console;

import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import java.util.Map;
import java.util.Optional;

/**
 * Which exemplars the gallery shows, as the address says it.
 *
 * @param percentile above 0 and below 100
 * @param subgroup the exemplar's leaf must hold all its values
 * @param direction {@code regression}, {@code fix}, {@code flip}, {@code unlabelled} or empty for any
 * @param label class of the exemplar's label; empty for any
 * @param newest whether the newest come first, and not the farthest
 * @param after the place behind which the page begins; empty for the first page
 * @param image id of the one that is shown large; empty for none
 */
record GalleryFilter(
        String candidate,
        double percentile,
        Window window,
        Subgroup subgroup,
        String direction,
        String label,
        boolean newest,
        Optional<GalleryPlace> after,
        String image) {
    private static final double DEFAULT_PERCENTILE = 95;

    static GalleryFilter of(Map<String, String> query, String candidate) {
        return new GalleryFilter(
                candidate,
                percentile(query.getOrDefault("percentile", "")),
                Window.named(query.getOrDefault("window", "")).orElse(Window.VERSION),
                subgroup(query.getOrDefault("subgroup", "")),
                query.getOrDefault("direction", ""),
                query.getOrDefault("label", ""),
                query.getOrDefault("sort", "").equals("newest"),
                GalleryPlace.named(query.getOrDefault("after", "")),
                query.getOrDefault("image", ""));
    }

    private static double percentile(String text) {
        double percentile = text.matches("[0-9]{1,3}(\\.[0-9]{1,9})?") ? Double.parseDouble(text) : DEFAULT_PERCENTILE;
        return percentile > 0 && percentile < 100 ? percentile : DEFAULT_PERCENTILE;
    }

    private static Subgroup subgroup(String text) {
        try {
            return text.isEmpty() ? Subgroup.ALL : Subgroup.named(text);
        } catch (IllegalArgumentException e) {
            return Subgroup.ALL;
        }
    }

    public String percentileText() {
        return Words.plain(percentile);
    }

    /** The first page of a subgroup's exemplars, of any direction and label. */
    GalleryFilter of(Subgroup other) {
        return new GalleryFilter(candidate, percentile, window, other, "", "", newest, Optional.empty(), "");
    }

    /** The page of the same exemplars that begins behind a place. */
    GalleryFilter behind(Optional<GalleryPlace> place) {
        return new GalleryFilter(candidate, percentile, window, subgroup, direction, label, newest, place, "");
    }

    /** The address of the same exemplars, with one of them large or none. */
    String address(Optional<String> large) {
        return Link.Addresses.gallery(candidate)
                + "&percentile=" + percentileText()
                + "&window=" + window.name()
                + (subgroup.equals(Subgroup.ALL) ? "" : with("subgroup", subgroup.name()))
                + (direction.isEmpty() ? "" : with("direction", direction))
                + (label.isEmpty() ? "" : with("label", label))
                + (newest ? "&sort=newest" : "")
                + after.map(place -> with("after", place.text())).orElse("")
                + large.map(id -> with("image", id)).orElse("");
    }

    private static String with(String name, String value) {
        return "&" + name + "=" + Link.Addresses.encoded(value);
    }
}
