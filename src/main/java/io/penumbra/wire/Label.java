package io.penumbra.wire;

import io.penumbra.counts.Subgroup;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is true of an image, sent after the image.
 *
 * @param name the name of the true class
 * @param subgroups attribute to value; other attributes keep the value of the score
 * @param chosen why somebody picked the image for it; empty if nobody did
 */
public record Label(String name, SortedMap<String, String> subgroups, Optional<Chosen> chosen) {
    /** Why somebody picked an image for a label. */
    public enum Chosen {
        /** Baseline and a candidate disagree on it. */
        FLIP,
        /** All models agree on it, and the hash of its id picked it. */
        REFERENCE;

        /** For example {@code flip}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Label {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the label is blank, expected the name of a class");
        }
        Subgroup.of(subgroups); // for its checks
        subgroups = Collections.unmodifiableSortedMap(new TreeMap<>(subgroups));
    }

    /** A label for which nobody picked the image. */
    public Label(String name, Map<String, String> subgroups) {
        this(name, new TreeMap<>(subgroups), Optional.empty());
    }

    /** The same label, chosen for another reason. */
    public Label chosen(Chosen why) {
        return new Label(name, subgroups, Optional.of(why));
    }

    public boolean isChosen() {
        return chosen.isPresent();
    }
}
