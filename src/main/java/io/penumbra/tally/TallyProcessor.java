package io.penumbra.tally;

import io.penumbra.audit.Picks;
import io.penumbra.counts.Durations;
import io.penumbra.counts.ScoredImage;
import io.penumbra.forget.ImageKey;
import io.penumbra.forget.ImageTombstone;
import io.penumbra.forget.Keeping;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.LabelRead;
import io.penumbra.wire.LabelReader;
import io.penumbra.wire.Origin;
import io.penumbra.wire.ScoreRead;
import io.penumbra.wire.ScoreReader;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * One task of the tally. It adds each score to one cell of its store. Once a second it writes the cells that changed to
 * the topic of tallies, as whole snapshots.
 *
 * <ol>
 * <li>A pane that leaves the retention is added to the cell since the versions' start.
 * <li>Such a cell goes when its versions have scored nothing for as long as versions are remembered.
 * <li>Cells of another layout are ignored.
 * <li>The strongest exemplars move into the past with their pane, and go when no cell counts their pair.
 * </ol>
 *
 * <p>Each record of both topics is read here once, into a typed value.
 */
final class TallyProcessor implements Processor<byte[], byte[], Object, Object> {
    static final String COUNT = "count";
    static final String TALLIES = "tallies";
    static final String HOURS = "hours";
    static final String EXEMPLARS = "exemplars";
    static final String FLIPS = "flips";
    static final String DEAD_LETTERS = "dead-letters";
    static final String LABEL_DEAD_LETTERS = "label-dead-letters";
    /** Most lineups that a task keeps. Each one needs a cell in every leaf that it scores. */
    static final int MOST_LINEUPS = 1000;

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final TallySettings settings;
    private final TallyListener listener;
    private final ScoreReader scoreReader;
    private final LabelReader labelReader;
    private final TaskCells cells;
    private final @Nullable LabelJoin labels;
    private final ForgottenView forgotten;
    /** The images that this task has forgotten since it began. To forget one again changes nothing. */
    private final Set<ImageKey> done = new HashSet<>();

    private long doneVersion;
    private long touchedMs;

    /** The latest event time that counted when the clock was last read. */
    private long latestMs;

    private @Nullable Cancellable everySecond;
    private ProcessorContext<Object, Object> context;
    private DeadLetters deadLetters;

    @SuppressWarnings("NullAway.Init") // by init
    TallyProcessor(TallySettings settings, TallyListener listener, LeftOut leftOut, ForgottenView forgotten) {
        this.settings = settings;
        this.listener = listener;
        this.scoreReader = new ScoreReader(settings.values());
        this.labelReader = new LabelReader(settings.maxAhead());
        this.forgotten = forgotten;
        this.cells = new TaskCells(settings, listener, leftOut);
        this.labels = settings.labels()
                .map(later ->
                        new LabelJoin(settings.values(), later, settings.picks(), listener, leftOut, cells, forgotten))
                .orElse(null);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        this.deadLetters = new DeadLetters(context, DEAD_LETTERS);
        latestMs = Long.MIN_VALUE;
        done.clear();
        doneVersion = -1;
        touchedMs = TaskCells.nowMs(context);
        cells.init(context);
        if (labels != null) {
            labels.init(context);
        }
        stopWriting();
        everySecond = context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, this::write);
    }

    /** A revived task still has its old schedule. */
    private void stopWriting() {
        if (everySecond != null) {
            everySecond.cancel();
            everySecond = null;
        }
    }

    @Override
    public void close() {
        stopWriting();
        if (labels != null) {
            labels.close();
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (ImageTombstone.is(record.value(), record.headers())) {
            return; // what it counted stays
        }
        if (labels != null && labels.areOf(topic())) {
            label(labels, record);
        } else {
            score(record);
        }
    }

    private String topic() {
        return context.recordMetadata().orElseThrow().topic();
    }

    private void label(LabelJoin join, Record<byte[], byte[]> record) {
        long nowMs = context.currentSystemTimeMs();
        LabelRead read = labelReader.read(record.key(), record.value(), nowMs);
        if (read instanceof LabelRead.Given given) {
            join.label(record, given, nowMs);
        } else if (read instanceof LabelRead.Malformed malformed) {
            join.refuse(record, malformed.message());
        } else if (read instanceof LabelRead.ChosenWithdrawn) {
            join.withdrawChosen(record.key(), nowMs);
        } else {
            join.withdraw(record.key(), nowMs);
        }
    }

    private void score(Record<byte[], byte[]> record) {
        byte[] id = record.key();
        if (record.value() == null && id != null && forgotten.contains(id)) {
            return; // a tombstone that somebody else wrote
        }
        byte[] key = labels == null ? null : record.key(); // without labels the key is not used
        ScoreRead read = scoreReader.read(key, record.value());
        if (read instanceof ScoreRead.Malformed malformed) {
            refuse(record, malformed.message());
        } else if (read instanceof ScoreRead.Given score) {
            count(record, unnamed(audited(record.key(), score)));
        }
    }

    /** The score, without its origin if its image is forgotten. Then it is never an exemplar. */
    private ScoreRead.Given unnamed(ScoreRead.Given score) {
        Origin origin = score.origin();
        return origin != null && forgotten.contains(origin.imageId())
                ? new ScoreRead.Given(score.image(), null)
                : score;
    }

    /** The score, counted by the audit or not. An image without an id is not, unless the audit counts all. */
    private ScoreRead.Given audited(byte @Nullable [] id, ScoreRead.Given score) {
        Picks picks = settings.picks();
        boolean audited = picks.share() >= 1 || id != null && picks.isAudited(id);
        return audited ? score : new ScoreRead.Given(score.image().audited(false), score.origin());
    }

    private void count(Record<byte[], byte[]> record, ScoreRead.Given score) {
        ScoredImage image = score.image();
        if (isAhead(image.timeMs())) {
            long ahead = image.timeMs() - context.currentSystemTimeMs();
            refuse(
                    record,
                    "event time " + image.timeMs() + " ms lies " + Durations.text(Duration.ofMillis(ahead))
                            + " ahead of the clock");
        } else if (!isCounted(record.key(), score)) {
            refuse(
                    record,
                    "the lineup of baseline " + image.lineup().baseline() + " and "
                            + image.lineup().candidates().size()
                            + " candidates is a new one, and the task keeps the counts of " + MOST_LINEUPS
                            + " already");
        }
    }

    /**
     * Whether the score counts. An image without an id counts too, but neither a label nor a duplicate can be matched
     * to it.
     */
    private boolean isCounted(byte @Nullable [] id, ScoreRead.Given score) {
        return labels == null || id == null || id.length == 0
                ? cells.count(score) != null
                : labels.count(id, score, context.currentSystemTimeMs());
    }

    /** Reads the clock only if the last reading cannot answer. */
    private boolean isAhead(long timeMs) {
        if (timeMs > latestMs) {
            latestMs = context.currentSystemTimeMs() + settings.maxAhead().toMillis();
        }
        return timeMs > latestMs;
    }

    private void write(long nowMs) {
        if (labels != null) {
            labels.endWaits(nowMs);
        }
        forget(nowMs);
        cells.write(nowMs);
    }

    /** Forgets what is to be forgotten by now. */
    private void forget(long nowMs) {
        long version = forgotten.version();
        if (version != doneVersion) {
            var due = new HashSet<>(forgotten.all());
            done.retainAll(due);
            due.removeAll(done);
            if (!due.isEmpty()) {
                cells.forget(id -> due.contains(ImageKey.of(id)));
                if (labels != null) {
                    labels.forget(due, nowMs);
                }
                context.commit();
            }
            done.addAll(due);
            doneVersion = version;
        }
        if (!forgotten.isEmpty() && nowMs - touchedMs >= Keeping.TOUCH.toMillis()) {
            touchedMs = nowMs;
            cells.touch();
            if (labels != null) {
                labels.touch();
            }
        }
    }

    private void refuse(Record<byte[], byte[]> record, String message) {
        listener.malformed();
        byte[] id = record.key();
        if (id != null && forgotten.contains(id)) {
            return; // a dead letter would name it again
        }
        deadLetters.refuse(record, ScoreRead.Malformed.class, message);
    }
}
