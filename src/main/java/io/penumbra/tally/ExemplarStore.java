package io.penumbra.tally;

import io.penumbra.counts.Classes;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.Pane;
import io.penumbra.counts.ScoredImage;
import io.penumbra.exemplar.Exemplar;
import io.penumbra.exemplar.ExemplarKey;
import io.penumbra.exemplar.Skyband;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.ExemplarCheck;
import io.penumbra.wire.Origin;
import io.penumbra.wire.ScoreRead;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The exemplars of one task: for each pair, the images that a window may show among its strongest. All values are open;
 * each pair has a {@link Skyband}.
 *
 * <p>A key that lost its last exemplar keeps an empty list until the topic has it. So a task that takes this one over
 * does not miss the change.
 */
final class ExemplarStore extends OpenStore<ExemplarKey, List<Exemplar>> {
    static final String NAME = "exemplars";

    /** Bytes that fit into a record under Kafka's default limit of 1 MiB, with room for the key. */
    private static final int LARGEST = 900_000;

    /**
     * The past first, then the panes from late to early. An image that moves is written to its new place before its old
     * one loses it.
     */
    private static final Comparator<ExemplarKey> TELLING = Comparator.<ExemplarKey>comparingLong(
                    key -> key.pane().map(Pane::startMs).orElse(Long.MAX_VALUE))
            .reversed();

    private final int most;
    private final Map<Lineup, Skyband> pairs = new HashMap<>();
    /** Keys that were put into the store and not written to the topic yet. */
    private final Set<ExemplarKey> untold = new HashSet<>();

    private @Nullable ExemplarKey lastTold;

    private int task;

    /** The last lineup that came; {@link #ofLineup} holds its pairs in order. */
    private @Nullable Lineup lineup;

    private Skyband[] ofLineup = {};

    /** @param most the number of exemplars that a window shows */
    ExemplarStore(KeyValueStore<ExemplarKey, List<Exemplar>> store, int most) {
        super(store);
        this.most = most;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        task = context.taskId().partition();
        super.init(context, root);
    }

    /**
     * Reads the restored values. All of them are written to the topic once. A value that cannot be is deleted; one of
     * the future or of another task is left where it is.
     *
     * @param latestMs no image can be later, in milliseconds since the epoch
     */
    void restore(long latestMs, String changelog, LeftOut leftOut) {
        clearCache();
        try (var all = store.all()) {
            all.forEachRemaining(entry -> {
                if (entry.key != null) {
                    restore(entry.key, entry.value, latestMs, changelog, leftOut);
                }
            });
        }
    }

    private void restore(
            ExemplarKey key, @Nullable List<Exemplar> exemplars, long latestMs, String changelog, LeftOut leftOut) {
        try {
            if (key.task() != task) {
                throw new IllegalArgumentException("they are of task " + key.task() + ", expected " + task);
            }
            if (exemplars != null) {
                ExemplarCheck.checkTime(exemplars, latestMs);
            }
        } catch (IllegalArgumentException e) {
            leftOut.leaveOut(changelog, "the exemplars " + key, String.valueOf(e.getMessage()));
            return;
        }
        untold.add(key);
        try {
            if (exemplars != null) {
                ExemplarCheck.check(key, exemplars);
                Skyband pair = pair(key.pair());
                long paneMs = key.pane().map(Pane::startMs).orElse(Skyband.PAST);
                exemplars.forEach(exemplar -> pair.add(exemplar, paneMs));
            }
        } catch (IllegalArgumentException e) {
            leftOut.leaveOut(changelog, "the exemplars " + key, String.valueOf(e.getMessage()));
        }
    }

    private Skyband pair(Lineup pair) {
        return pairs.computeIfAbsent(pair, absent -> new Skyband(most));
    }

    private ExemplarKey key(Lineup pair, long paneMs) {
        return new ExemplarKey(task, paneMs == Skyband.PAST ? Optional.empty() : Optional.of(new Pane(paneMs)), pair);
    }

    /**
     * Ranks an image that was counted.
     *
     * @param paneMs start of its pane, or {@link Skyband#PAST} if the pane has left the store
     */
    void rank(ScoreRead.Given score, long paneMs) {
        ScoredImage image = score.image();
        Origin origin = score.origin();
        if (origin == null) {
            return;
        }
        Skyband[] bands = ofLineup(image.lineup());
        for (int i = 0; i < bands.length; i++) {
            if (!image.predicted(i)) {
                continue;
            }
            double taxicab = image.taxicab(i);
            double least = bands[i].leastTaxicab(paneMs);
            if (taxicab < least
                    || (taxicab == least && image.ofProbabilities(i) < bands[i].leastOfProbabilities(paneMs))) {
                continue;
            }
            Exemplar exemplar = exemplar(image, origin, i);
            if (exemplar.mostBytes() <= LARGEST / most) {
                bands[i].add(exemplar, paneMs);
            }
        }
    }

    private Skyband[] ofLineup(Lineup of) {
        if (lineup != of) {
            lineup = of;
            ofLineup = of.pairs().stream().map(this::pair).toArray(Skyband[]::new);
        }
        return ofLineup;
    }

    /**
     * Updates the leaf and the label of an image if it is an exemplar.
     *
     * @param paneMs start of its pane
     */
    void change(String imageId, ScoredImage image, long paneMs) {
        Skyband[] bands = ofLineup(image.lineup());
        for (int i = 0; i < bands.length; i++) {
            if (image.predicted(i) && image.taxicab(i) >= bands[i].leastTaxicab(paneMs)) {
                bands[i].change(imageId, image.timeMs(), exemplar -> exemplar.with(image.leaf(), label(image)));
            }
        }
    }

    private static Optional<String> label(ScoredImage image) {
        int known = image.truth().known();
        return known == Classes.UNLABELLED
                ? Optional.empty()
                : Optional.of(image.lineup().classes().names().get(known));
    }

    private static Exemplar exemplar(ScoredImage image, Origin origin, int candidate) {
        int classes = image.lineup().classes().size();
        int from = (1 + candidate) * classes;
        int[] votes = Arrays.copyOf(image.votes(), 2 * classes);
        System.arraycopy(image.votes(), from, votes, classes, classes);
        float[] probabilities = Arrays.copyOf(image.probabilities(), 2 * classes);
        System.arraycopy(image.probabilities(), from, probabilities, classes, classes);
        return new Exemplar(
                origin.imageId(), image.timeMs(), image.leaf(), label(image), origin.source(), votes, probabilities);
    }

    /** Drops the exemplars whose image ids are these. */
    void forget(Predicate<String> imageIds) {
        pairs.values().forEach(pair -> pair.remove(exemplar -> imageIds.test(exemplar.imageId())));
    }

    /**
     * Writes the key that was told last once more, to the topic and the changelog, so that Kafka closes their segments
     * and compacts them.
     */
    void touch() {
        ExemplarKey key = lastTold;
        if (key != null) {
            List<Exemplar> exemplars = of(key);
            store.put(key, exemplars);
            untold.add(key);
        }
    }

    /** Moves the exemplars of earlier panes into the past. */
    void leave(Pane horizon) {
        pairs.values().forEach(pair -> pair.leave(horizon.startMs()));
    }

    /** Forgets every pair that belongs to none of these lineups. */
    void retain(Collection<Lineup> lineups) {
        Set<Lineup> retained =
                lineups.stream().flatMap(of -> of.pairs().stream()).collect(Collectors.toSet());
        pairs.entrySet().removeIf(pair -> {
            boolean goes = !retained.contains(pair.getKey());
            if (goes) {
                pair.getValue().clear();
                flush(pair.getKey(), pair.getValue());
            }
            return goes;
        });
        lineup = null;
    }

    /** Lets all keys be passed on again. */
    void refresh() {
        try (var all = store.all()) {
            all.forEachRemaining(entry -> {
                if (entry.key != null && entry.key.task() == task) {
                    untold.add(entry.key);
                }
            });
        }
    }

    /**
     * Passes on each key that changed since the last call, and its present list. Keys with an empty list are deleted.
     */
    void tell(BiConsumer<ExemplarKey, List<Exemplar>> changed) {
        flushCache();
        untold.stream().sorted(TELLING).forEach(key -> {
            List<Exemplar> exemplars = of(key);
            if (exemplars.isEmpty()) {
                store.delete(key);
            }
            changed.accept(key, exemplars);
            lastTold = key;
        });
        untold.clear();
    }

    private List<Exemplar> of(ExemplarKey key) {
        Skyband pair = pairs.get(key.pair());
        return pair == null ? List.of() : pair.of(key.pane().map(Pane::startMs).orElse(Skyband.PAST));
    }

    @Override
    public void flushCache() {
        pairs.forEach(this::flush);
    }

    private void flush(Lineup pair, Skyband band) {
        band.changes(paneMs -> {
            ExemplarKey key = key(pair, paneMs);
            store.put(key, band.of(paneMs));
            untold.add(key);
        });
    }

    @Override
    public void clearCache() {
        pairs.clear();
        untold.clear();
        lineup = null;
    }
}
