package io.penumbra.exemplar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The images of one pair that a window may show among its strongest, now or later.
 *
 * <p>Every window ends with the newest pane. An image is in no window's list once enough other images rank above it in
 * its own pane or later ones. Those images are dropped. So a window's strongest are always here, whatever came and in
 * which order. Of a long stream about {@code most · ln(panes)} images are kept.
 *
 * <p>This is the k-skyband over pane and rank of D. Papadias et al., Progressive skyline computation in database
 * systems, ACM TODS 30 (2005), section 4.4.
 */
public final class Skyband {
    /** Stands for the panes that left the store; it sorts before all others. */
    public static final long PAST = Long.MIN_VALUE;

    private static final class Place {
        Exemplar exemplar;
        long paneMs;
        /** How many images rank above it in its pane and later ones. None of them is dropped before it. */
        int above;

        Place(Exemplar exemplar, long paneMs, int above) {
            this.exemplar = exemplar;
            this.paneMs = paneMs;
            this.above = above;
        }
    }

    /** An image of a pane needs at least these distances to have a place. */
    private record Bar(double taxicab, double ofProbabilities) {
        static final Bar NONE = new Bar(-1, -1);
    }

    private final int most;
    /** The strongest first. */
    private final List<Place> places = new ArrayList<>();
    /** Panes whose list of images changed. */
    private final Set<Long> changed = new HashSet<>();

    private final Map<Long, Bar> bars = new HashMap<>();
    private @Nullable Bar lastBar;
    private long lastPaneMs;

    /** @param most the number of images that a window shows */
    public Skyband(int most) {
        this.most = most;
    }

    /** The least taxicab distance of an image of a pane that may have a place. */
    public double leastTaxicab(long paneMs) {
        return bar(paneMs).taxicab;
    }

    /** The least distance of probabilities of an image with exactly that taxicab distance that may have a place. */
    public double leastOfProbabilities(long paneMs) {
        return bar(paneMs).ofProbabilities;
    }

    private Bar bar(long paneMs) {
        Bar bar = lastBar;
        if (bar == null || lastPaneMs != paneMs) {
            bar = bars.computeIfAbsent(paneMs, this::weakest);
            lastBar = bar;
            lastPaneMs = paneMs;
        }
        return bar;
    }

    private Bar weakest(long paneMs) {
        int above = 0;
        for (Place place : places) {
            if (place.paneMs >= paneMs && ++above == most) {
                return new Bar(place.exemplar.taxicab(), place.exemplar.ofProbabilities());
            }
        }
        return Bar.NONE;
    }

    /** Adds an image if it has a place, and drops the images that lose theirs. */
    public void add(Exemplar exemplar, long paneMs) {
        int at = place(exemplar);
        if (at >= 0) {
            return;
        }
        at = -at - 1;
        int above = 0;
        for (int i = 0; i < at; i++) {
            if (places.get(i).paneMs >= paneMs && ++above == most) {
                return;
            }
        }
        places.add(at, new Place(exemplar, paneMs, above));
        changed.add(paneMs);
        for (var weaker = places.listIterator(at + 1); weaker.hasNext(); ) {
            Place place = weaker.next();
            if (place.paneMs <= paneMs && ++place.above == most) {
                weaker.remove();
                changed.add(place.paneMs);
            }
        }
        forgetBars();
    }

    /** The index of an exemplar, or where it would go, encoded as {@link java.util.Collections#binarySearch} does. */
    private int place(Exemplar exemplar) {
        int from = 0;
        int to = places.size();
        while (from < to) {
            int middle = (from + to) / 2;
            int order = places.get(middle).exemplar.compareTo(exemplar);
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return -from - 1;
    }

    /** Changes an image that has a place. Its rank must stay the same. */
    public void change(String imageId, long timeMs, UnaryOperator<Exemplar> change) {
        for (Place place : places) {
            if (place.exemplar.timeMs() == timeMs && place.exemplar.imageId().equals(imageId)) {
                place.exemplar = change.apply(place.exemplar);
                changed.add(place.paneMs);
            }
        }
    }

    /**
     * Drops images. Their places stay free until other images come: those that had lost their places to them are not
     * kept.
     */
    public void remove(Predicate<Exemplar> which) {
        for (int i = places.size() - 1; i >= 0; i--) {
            Place gone = places.get(i);
            if (which.test(gone.exemplar)) {
                places.remove(i);
                changed.add(gone.paneMs);
                places.subList(i, places.size()).stream()
                        .filter(weaker -> weaker.paneMs <= gone.paneMs)
                        .forEach(weaker -> weaker.above--);
                forgetBars();
            }
        }
    }

    /** Moves the images of earlier panes into the past. */
    public void leave(long horizonMs) {
        boolean left = false;
        for (Place place : places) {
            if (place.paneMs < horizonMs && place.paneMs != PAST) {
                changed.add(place.paneMs);
                place.paneMs = PAST;
                left = true;
            }
        }
        if (left) {
            changed.add(PAST);
            int above = 0;
            for (var each = places.iterator(); each.hasNext(); ) {
                Place place = each.next();
                if (place.paneMs == PAST && above >= most) {
                    each.remove();
                } else if (place.paneMs == PAST) {
                    place.above = above++;
                } else {
                    above++;
                }
            }
            forgetBars();
        }
    }

    /** Drops all images. */
    public void clear() {
        places.forEach(place -> changed.add(place.paneMs));
        places.clear();
        forgetBars();
    }

    private void forgetBars() {
        bars.clear();
        lastBar = null;
    }

    /** The images of a pane, the strongest first. */
    public List<Exemplar> of(long paneMs) {
        return places.stream()
                .filter(place -> place.paneMs == paneMs)
                .map(place -> place.exemplar)
                .toList();
    }

    /** Passes on the panes whose list changed since the last call. */
    public void changes(LongConsumer panes) {
        changed.forEach(panes::accept);
        changed.clear();
    }

    int size() {
        return places.size();
    }
}
