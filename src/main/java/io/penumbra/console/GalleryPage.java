package io.penumbra.console;

import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.counts.Window;
import io.penumbra.exemplar.Exemplar;
import io.penumbra.exemplar.Ranking;
import io.penumbra.statistics.DistanceCounts;
import io.penumbra.statistics.DistanceCut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The images on which a candidate and the baseline lie farthest apart.
 *
 * @param says how many they are, and how often the models are right on them
 * @param over the subgroups that are over-represented among them, the most first
 * @param labels the classes to choose from
 * @param shown which of the exemplars the page shows, such as {@code Pictures 1 to 24 of 30}; empty if it shows all
 * @param first address of the first page; empty on it
 * @param next address of the next page; empty on the last
 * @param large the one that is shown large
 */
record GalleryPage(
        String baseline,
        GalleryFilter filter,
        List<String> candidates,
        String says,
        List<Share> over,
        List<String> subgroups,
        List<String> labels,
        List<Picture> pictures,
        Optional<String> shown,
        Optional<String> first,
        Optional<String> next,
        Optional<Large> large) {
    /** Pictures on a page. */
    static final int MOST = 24;

    private static final int MOST_SHARES = 4;
    /** Fewer exemplars of a subgroup may be chance. */
    private static final long FEWEST = 5;

    /** {@code old male are 15 % here, 7 % of the stream}. */
    record Share(String subgroup, String here, String stream, String address) {}

    /** @param previous the picture before it in the gallery */
    record Large(Picture picture, Optional<String> previous, Optional<String> next, String back) {}

    /** @param kept what the tally keeps of the candidate's exemplars in the filter's window */
    static GalleryPage of(Snapshot snapshot, Ranking kept, GalleryFilter filter) {
        String baseline = kept.pair().baseline().name();
        List<String> classes = kept.pair().classes().names();
        Optional<DistanceCut> cut = pair(snapshot, filter, Subgroup.ALL)
                .flatMap(pair -> pair.distances().cut(filter.percentile()));
        Ranking above = cut.map(kept::above).orElse(kept);
        Comparator<Exemplar> order = Comparator.comparing(GalleryPlace::of, GalleryPlace.order(filter.newest()));
        List<Exemplar> all = above.exemplars().stream()
                .filter(exemplar -> isIn(filter.subgroup(), exemplar.leaf()))
                .filter(exemplar -> filter.label().isEmpty() || exemplar.label().equals(Optional.of(filter.label())))
                .filter(exemplar -> filter.direction().isEmpty()
                        || Picture.directions(exemplar, classes).contains(filter.direction()))
                .sorted(order)
                .toList();
        int from = filter.after()
                .map(place -> (int) all.stream()
                        .filter(each -> GalleryPlace.order(filter.newest()).compare(GalleryPlace.of(each), place) <= 0)
                        .count())
                .orElse(0);
        int to = Math.min(all.size(), from + MOST);
        Function<Exemplar, Picture> picture = exemplar -> Picture.of(
                exemplar, classes, baseline, filter.candidate(), filter.address(Optional.of(exemplar.imageId())));
        List<Picture> pictures = all.subList(from, to).stream().map(picture).toList();
        return new GalleryPage(
                baseline,
                filter,
                List.copyOf(snapshot.candidates().keySet()),
                cut.map(at -> says(at, all.size(), baseline, filter.candidate()))
                        .orElse("No image of this window has been scored yet."),
                cut.map(at -> over(snapshot, filter, at)).orElse(List.of()),
                snapshot.window(filter.window()).keySet().stream()
                        .filter(subgroup -> !subgroup.equals(Subgroup.ALL))
                        .map(Subgroup::name)
                        .toList(),
                classes,
                pictures,
                pictures.size() == all.size() ? Optional.empty() : Optional.of(shown(from, to, all.size())),
                from == 0
                        ? Optional.empty()
                        : Optional.of(filter.behind(Optional.empty()).address(Optional.empty())),
                to == all.size()
                        ? Optional.empty()
                        : Optional.of(filter.behind(Optional.of(GalleryPlace.of(all.get(to - 1))))
                                .address(Optional.empty())),
                large(all, picture, filter));
    }

    /** @param from the pictures before the page, all of them if those behind its place have gone */
    private static String shown(int from, int to, int all) {
        return from == to ? "No picture comes after " + all : "Pictures " + (from + 1) + " to " + to + " of " + all;
    }

    private static boolean isIn(Subgroup subgroup, Subgroup leaf) {
        return leaf.pairs().entrySet().containsAll(subgroup.pairs().entrySet());
    }

    private static Optional<PairCounts> pair(Snapshot snapshot, GalleryFilter filter, Subgroup subgroup) {
        SubgroupCounts counts = snapshot.window(filter.window()).get(subgroup);
        return Optional.ofNullable(counts)
                .map(SubgroupCounts::candidates)
                .flatMap(pairs -> Optional.ofNullable(pairs.get(filter.candidate())));
    }

    private static String says(DistanceCut cut, int shown, String baseline, String candidate) {
        DistanceCounts here = cut.above();
        String many = Words.count(here.images()) + " of "
                + Words.count(cut.all().images(), "image") + " lie this far apart"
                + (shown < here.images() ? "; " + Words.count(shown) + " of them can be shown" : "")
                + ".";
        OptionalDouble baselineHere = here.baselineAccuracy().ratio();
        OptionalDouble candidateHere = here.candidateAccuracy().ratio();
        OptionalDouble baselineAll = cut.all().baselineAccuracy().ratio();
        OptionalDouble candidateAll = cut.all().candidateAccuracy().ratio();
        if (baselineHere.isEmpty() || candidateHere.isEmpty() || baselineAll.isEmpty() || candidateAll.isEmpty()) {
            return many + " None of them has a label.";
        }
        return many + " On these " + baseline + " is right on " + Words.percent(baselineHere.getAsDouble()) + " and "
                + candidate + " on " + Words.percent(candidateHere.getAsDouble()) + "; on all images on "
                + Words.percent(baselineAll.getAsDouble()) + " and " + Words.percent(candidateAll.getAsDouble()) + ".";
    }

    private static List<Share> over(Snapshot snapshot, GalleryFilter filter, DistanceCut cut) {
        record Over(Subgroup subgroup, double ratio, double here, double stream) {}
        var over = new ArrayList<Over>();
        for (Subgroup subgroup : snapshot.window(filter.window()).keySet()) {
            if (subgroup.equals(Subgroup.ALL)) {
                continue;
            }
            pair(snapshot, filter, subgroup).ifPresent(part -> {
                long images = part.distances().from(cut.rank()).images();
                OptionalDouble ratio = cut.shareRatio(part.distances());
                if (images >= FEWEST && ratio.isPresent() && ratio.getAsDouble() > 1) {
                    over.add(new Over(
                            subgroup,
                            ratio.getAsDouble(),
                            (double) images / cut.above().images(),
                            (double) part.scored() / cut.all().images()));
                }
            });
        }
        return over.stream()
                .sorted(Comparator.comparingDouble(Over::ratio).reversed())
                .limit(MOST_SHARES)
                .map(each -> new Share(
                        Words.subgroup(each.subgroup()),
                        Words.percent(each.here()),
                        Words.percent(each.stream()),
                        filter.of(each.subgroup()).address(Optional.empty())))
                .toList();
    }

    private static Optional<Large> large(
            List<Exemplar> all, Function<Exemplar, Picture> picture, GalleryFilter filter) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).imageId().equals(filter.image())) {
                return Optional.of(new Large(
                        picture.apply(all.get(i)),
                        all.subList(Math.max(0, i - 1), i).stream()
                                .map(each -> filter.address(Optional.of(each.imageId())))
                                .findFirst(),
                        all.stream()
                                .skip(i + 1)
                                .map(each -> filter.address(Optional.of(each.imageId())))
                                .findFirst(),
                        filter.address(Optional.empty())));
            }
        }
        return Optional.empty();
    }

    /** The windows to choose from. */
    public List<String> windows() {
        return Window.ALL.stream().map(Window::name).toList();
    }
}
