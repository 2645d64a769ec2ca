package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penumbra.audit.Picks;
import io.penumbra.counts.CellKey;
import io.penumbra.counts.Classes;
import io.penumbra.counts.KeptValues;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Truth;
import io.penumbra.forget.ImageKey;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.DeadLetter;
import io.penumbra.wire.Label;
import io.penumbra.wire.LabelRead;
import io.penumbra.wire.ScoreRead;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Joins the scores and the labels of one task by image id. The counts depend on the order of an id's scores and on the
 * order of its labels. They do not depend on whether scores or labels come first.
 *
 * <ol>
 * <li>Under each lineup an image counts once, with the probabilities and votes of its first score.
 * <li>It counts with its last label that names a class of the lineup. Without such a label it counts with the score's
 * own label.
 * <li>A chosen label does not replace the label before it in rates. It counts for the audit alone.
 * </ol>
 *
 * <p>These rules assume that all lineups of an image have the same classes. If they differ, the image still has one
 * label:
 *
 * <ol>
 * <li>Labels that came before the image are settled by the classes of its first score.
 * <li>A later label that names a class of any lineup of the image replaces the label before it.
 * <li>Under a lineup that lacks this class, the score's own label counts again.
 * </ol>
 */
final class LabelJoin {
    /** Most labels of one id that may wait for its image. An earlier one matters only if later ones name no class. */
    private static final int MOST_EARLY = 8;
    /** Most ids whose wait ends in one second, so that a commit is not delayed. */
    private static final int MOST_ENDING = 20_000;

    private final KeptValues values;
    private final TallySettings.Labels settings;
    private final Picks picks;
    private final TallyListener listener;
    private final LeftOut leftOut;
    private final TaskCells cells;
    private final ForgottenView forgotten;

    private ImageStore images;
    private AuditStore audit;
    private DeadLetters deadLetters;
    private int partition;
    private long waiting;

    /** @param values find the leaf of an image; attributes that make no leaves are ignored */
    @SuppressWarnings("NullAway.Init") // by init
    LabelJoin(
            KeptValues values,
            TallySettings.Labels settings,
            Picks picks,
            TallyListener listener,
            LeftOut leftOut,
            TaskCells cells,
            ForgottenView forgotten) {
        this.values = values;
        this.settings = settings;
        this.picks = picks;
        this.listener = listener;
        this.leftOut = leftOut;
        this.cells = cells;
        this.forgotten = forgotten;
    }

    void init(ProcessorContext<Object, Object> context) {
        images = new ImageStore(context, settings.longestWait(), leftOut).findIds(TaskCells.nowMs(context));
        audit = new AuditStore(context, picks, leftOut);
        deadLetters = new DeadLetters(context, TallyProcessor.LABEL_DEAD_LETTERS);
        partition = context.taskId().partition();
        close();
        waiting(images.countEarly());
    }

    /** Whether a topic is the topic of labels. */
    boolean areOf(String topic) {
        return topic.equals(settings.topic());
    }

    /** Takes the labels that wait in this task out of the number of waiting labels. */
    void close() {
        waiting(-waiting);
    }

    private void waiting(long more) {
        waiting += more;
        listener.waitingLabels(more);
    }

    /**
     * Counts a score, unless its image was counted before.
     *
     * @return whether its image counts; false if the task already keeps the most lineups
     */
    boolean count(byte[] id, ScoreRead.Given score, long nowMs) {
        ScoredImage own = score.image();
        ImageKey key = ImageKey.of(id);
        if (forgotten.contains(key)) {
            // its order may not have been carried out yet
            images.forget(key, id, nowMs, sinceMs(nowMs), this::forgetting);
            audit.forget(key);
            return countForgotten(key, known(key, id, nowMs), own, nowMs);
        }
        KnownImage known = known(key, id, nowMs);
        if (known.isForgotten()) {
            return countForgotten(key, known, own, nowMs);
        }
        CountedScore before = known.score(cells.id(own.lineup()));
        if (before != null) {
            repeat(id, key, known, before, own);
            return true;
        }
        Classes classes = own.lineup().classes();
        Labels labels = known.isEarly() ? Labels.of(known.early(), classes) : Labels.of(known);
        var counted = new ScoreRead.Given(with(own, labels), score.origin());
        CellKey cell = cells.count(counted);
        if (cell == null) {
            return false;
        }
        audit.see(id, key, counted, nowMs);
        settle(id, known, classes, nowMs);
        labels.giveTo(known);
        known.count(CountedScore.of(own, cell, nowMs));
        save(key, known);
        return true;
    }

    /** Counts the score of a forgotten image, once under each lineup, and keeps nothing else of it. */
    private boolean countForgotten(ImageKey image, KnownImage known, ScoredImage own, long nowMs) {
        if (!known.isForgotten()) {
            known.forgetImage(nowMs);
        }
        long lineup = cells.id(own.lineup());
        if (known.countedUnder().contains(lineup)) {
            listener.duplicate();
            return true;
        }
        if (cells.count(new ScoreRead.Given(own, null)) == null) {
            return false;
        }
        known.countForgotten(lineup, nowMs);
        save(image, known);
        return true;
    }

    /** Forgets images. What was counted of them stays; it stands in sums that name nobody. */
    void forget(Set<ImageKey> forgotten, long nowMs) {
        images.forget(forgotten, nowMs, sinceMs(nowMs), this::forgetting);
        forgotten.forEach(audit::forget);
    }

    private void forgetting(KnownImage known) {
        known.early().forEach(early -> listener.label(LabelOutcome.FORGOTTEN));
        waiting(known.storedEarly() ? -1 : 0);
    }

    private long sinceMs(long nowMs) {
        return nowMs - settings.longestWait().toMillis();
    }

    /** Writes to the audit's topic and changelog, so that Kafka closes their segments and compacts them. */
    void touch() {
        audit.touch();
    }

    /**
     * The same image came again under the same lineup. It is not counted again; it may bring a label that the first
     * score lacked.
     */
    private void repeat(byte[] id, ImageKey key, KnownImage known, CountedScore first, ScoredImage again) {
        listener.duplicate();
        if (first.label() == Classes.UNLABELLED && again.label() != Classes.UNLABELLED) {
            CountedScore labelled = first.labelled(again.label());
            ScoredImage before = with(first.image(again.lineup()), Labels.of(known));
            ScoredImage now = with(labelled.image(again.lineup()), Labels.of(known));
            known.replace(first, recount(id, labelled, before, now));
            audit.answered(key);
            save(key, known);
        }
    }

    /**
     * Counts an image with a label, or lets the label wait for its image.
     *
     * @param record the record that holds the label
     * @param given a reference that the hash of its id does not pick counts like a chosen flip
     */
    void label(Record<byte[], byte[]> record, LabelRead.Given given, long nowMs) {
        Label label = isReference(given.label()) && !picks.isReference(record.key())
                ? given.label().chosen(Label.Chosen.FLIP)
                : given.label();
        ImageKey key = ImageKey.of(record.key());
        KnownImage known = known(key, record.key(), nowMs);
        if (forgotten.contains(key) || known.isForgotten()) {
            listener.label(LabelOutcome.FORGOTTEN);
        } else if (known.storedScores() && known.isEmpty()) {
            listener.label(LabelOutcome.EXPIRED);
        } else if (known.scores().isEmpty()) {
            await(record, key, label, known, nowMs);
        } else {
            relabel(record, key, label, given.by(), known);
        }
    }

    private void await(Record<byte[], byte[]> record, ImageKey key, Label label, KnownImage known, long nowMs) {
        List<EarlyLabel> early = known.early();
        if (!early.isEmpty() && early.get(early.size() - 1).label().equals(label)) {
            listener.label(LabelOutcome.REPEATED);
            return;
        }
        if (known.await(new EarlyLabel(nowMs, deadLetters.offset(), label, record.value()), MOST_EARLY)) {
            listener.label(LabelOutcome.CORRECTED);
        }
        save(key, known);
    }

    private void relabel(
            Record<byte[], byte[]> record, ImageKey key, Label label, Optional<String> by, KnownImage known) {
        Label before = known.label();
        if (label.equals(before)) {
            listener.label(LabelOutcome.REPEATED);
        } else if (known.scores().stream()
                .noneMatch(score -> isClass(label, lineup(score).classes()))) {
            List<String> classes = known.scores().stream()
                    .flatMap(score -> lineup(score).classes().names().stream())
                    .distinct()
                    .toList();
            refuse(record, Classes.unknown(label.name(), classes));
        } else {
            recount(record.key(), key, known, Labels.of(known).then(label));
            audit.label(key, label, by);
            listener.label(before == null ? LabelOutcome.JOINED : LabelOutcome.CORRECTED);
        }
    }

    /** Sends a record that is not a label to the dead-letter topic. */
    void refuse(Record<byte[], byte[]> record, String message) {
        byte[] key = record.key();
        if (key != null && forgotten.contains(key)) {
            listener.label(LabelOutcome.FORGOTTEN);
            return;
        }
        listener.label(LabelOutcome.MALFORMED);
        deadLetters.refuse(record, LabelRead.Malformed.class, message);
    }

    /** Takes the labels of an image back. */
    void withdraw(byte[] id, long nowMs) {
        ImageKey key = ImageKey.of(id);
        KnownImage known = known(key, id, nowMs);
        if (forgotten.contains(key) || known.isForgotten()) {
            listener.label(LabelOutcome.FORGOTTEN);
        } else if (known.isEarly()) {
            known.early().forEach(early -> listener.label(LabelOutcome.CORRECTED));
            known.endWait();
            save(key, known);
            listener.label(LabelOutcome.WITHDRAWN);
        } else if (known.label() != null) {
            recount(id, key, known, Labels.NONE);
            audit.open(key);
            listener.label(LabelOutcome.WITHDRAWN);
        } else {
            listener.label(known.isEmpty() ? LabelOutcome.EXPIRED : LabelOutcome.REPEATED);
        }
    }

    /** Takes the chosen label of an image back. The label before it, that was not chosen, counts again. */
    void withdrawChosen(byte[] id, long nowMs) {
        ImageKey key = ImageKey.of(id);
        KnownImage known = known(key, id, nowMs);
        if (forgotten.contains(key) || known.isForgotten()) {
            listener.label(LabelOutcome.FORGOTTEN);
        } else if (known.isEarly()) {
            List<EarlyLabel> kept = known.early().stream()
                    .filter(early -> !early.label().isChosen())
                    .toList();
            boolean withdrawn = kept.size() < known.early().size();
            known.endWait();
            kept.forEach(early -> known.await(early, MOST_EARLY));
            save(key, known);
            listener.label(withdrawn ? LabelOutcome.WITHDRAWN : LabelOutcome.REPEATED);
        } else if (known.label() != null && known.label().isChosen()) {
            recount(id, key, known, new Labels(known.sample(), known.sample()));
            if (known.sample() == null) {
                audit.open(key);
            } else {
                audit.answered(key);
            }
            listener.label(LabelOutcome.WITHDRAWN);
        } else {
            listener.label(known.isEmpty() ? LabelOutcome.EXPIRED : LabelOutcome.REPEATED);
        }
    }

    private void recount(byte[] id, ImageKey key, KnownImage known, Labels labels) {
        for (CountedScore score : List.copyOf(known.scores())) {
            ScoredImage own = score.image(lineup(score));
            known.replace(score, recount(id, score, with(own, Labels.of(known)), with(own, labels)));
        }
        labels.giveTo(known);
        save(key, known);
    }

    private CountedScore recount(byte[] id, CountedScore score, ScoredImage before, ScoredImage now) {
        return before.truth().equals(now.truth()) && before.leaf().equals(now.leaf())
                ? score
                : score.in(cells.recount(new String(id, UTF_8), score.cell(), before, now));
    }

    /** Says what became of each waiting label, now that their image has come. */
    private void settle(byte[] id, KnownImage known, Classes classes, long nowMs) {
        boolean joined = false;
        List<EarlyLabel> early = known.early();
        for (int i = early.size() - 1; i >= 0; i--) {
            Label label = early.get(i).label();
            if (isClass(label, classes)) {
                listener.label(joined ? LabelOutcome.CORRECTED : LabelOutcome.JOINED);
                joined = true;
            } else {
                listener.label(LabelOutcome.MALFORMED);
                var cause = new DeadLetter.Cause(
                        LabelRead.Malformed.class.getName(),
                        Classes.unknown(label.name(), classes.names()),
                        settings.topic(),
                        partition,
                        early.get(i).offset());
                deadLetters.send(
                        DeadLetter.of(id, early.get(i).value(), new RecordHeaders(), cause, DeadLetter.LARGEST), nowMs);
            }
        }
        known.endWait();
    }

    /** Ends the wait of the labels that have waited long enough for their image. */
    void endWaits(long nowMs) {
        audit.end(nowMs - settings.longestWait().toMillis());
        images.endEarly(nowMs - settings.longestWait().toMillis(), MOST_ENDING, known -> {
            for (int i = 0; i < Math.max(1, known.early().size()); i++) {
                listener.label(LabelOutcome.EXPIRED);
            }
            waiting(-1);
        });
    }

    /** What is known about an image, if it has not waited too long. */
    private KnownImage known(ImageKey key, byte[] id, long nowMs) {
        KnownImage known = images.get(key, id, nowMs);
        if (known == null) {
            return new KnownImage();
        }
        long sinceMs = nowMs - settings.longestWait().toMillis();
        known.forget(score -> score.arrivedMs() < sinceMs || cells.lineup(score) == null || !isPlausible(key, score));
        known.uncount(lineup -> !cells.keeps(lineup));
        if (known.isForgotten() && known.forgottenMs() < sinceMs) {
            known.endForgotten();
        }
        return known;
    }

    private boolean isPlausible(ImageKey id, CountedScore score) {
        try {
            score.check(lineup(score));
            return true;
        } catch (IllegalArgumentException e) {
            images.leaveOut(id, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void save(ImageKey key, KnownImage known) {
        images.put(key, known);
        if (known.isEarly() != known.storedEarly()) {
            waiting(known.isEarly() ? 1 : -1);
        }
    }

    private Lineup lineup(CountedScore score) {
        return Objects.requireNonNull(cells.lineup(score));
    }

    private static boolean isClass(Label label, Classes classes) {
        return classes.indexOf(label.name()) >= 0;
    }

    /** The image with those labels that name one of its classes, in the leaf that the last one says. */
    private ScoredImage with(ScoredImage own, Labels labels) {
        Classes classes = own.lineup().classes();
        Label sample = labels.sample();
        Label last = labels.last();
        ScoredImage image = sample == null || !isClass(sample, classes)
                ? own
                : own.with(leaf(own.leaf(), sample), Truth.of(classes.indexOf(sample.name())));
        return last == null || last.equals(sample) || !isClass(last, classes)
                ? image
                : image.with(
                        leaf(own.leaf(), last), image.truth().chosen(classes.indexOf(last.name()), isReference(last)));
    }

    private static boolean isReference(Label label) {
        return label.chosen().filter(why -> why == Label.Chosen.REFERENCE).isPresent();
    }

    private Subgroup leaf(Subgroup own, Label label) {
        if (Collections.disjoint(
                values.attributes().values().keySet(), label.subgroups().keySet())) {
            return own;
        }
        SortedMap<String, String> pairs = own.pairs();
        pairs.putAll(label.subgroups());
        return values.leaf(pairs);
    }
}
