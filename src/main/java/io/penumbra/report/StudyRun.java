package io.penumbra.report;

import io.penumbra.counts.Attributes;
import io.penumbra.counts.KeptValues;
import io.penumbra.counts.Window;
import io.penumbra.dataset.Sample;
import io.penumbra.image.Decoder;
import io.penumbra.model.Declaration;
import io.penumbra.model.Model;
import io.penumbra.model.Models;
import io.penumbra.process.Failure;
import io.penumbra.scoring.Outcome;
import io.penumbra.scoring.Scorer;
import io.penumbra.scoring.ScoringListener;
import io.penumbra.scoring.ScoringRun;
import io.penumbra.tally.MemoryTally;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Scores samples without Kafka and counts them as the tally does. Of an image it keeps only the counts; of the
 * strongest exemplars it also keeps where they lie. Each object serves one run.
 */
public final class StudyRun implements ScoringListener {
    private final Models models;
    private final List<String> classes;
    private final MemoryTally tally;
    private final MemberTally members;
    private final StrongestExemplars exemplars;
    private final Refusals refusals = new Refusals();
    private final Map<String, LongAdder> nanos = new ConcurrentHashMap<>();
    private long images;
    private double seconds;

    public StudyRun(Models models) {
        this.models = models;
        this.classes = models.declaration().classes();
        KeptValues values = values(models.declaration());
        this.tally = new MemoryTally(values);
        this.members =
                new MemberTally(models.models().stream().map(Model::members).toList(), classes.size());
        this.exemplars = new StrongestExemplars(models.models(), classes, values);
    }

    private static KeptValues values(Declaration declaration) {
        try {
            return KeptValues.inMemory(Attributes.of(declaration.subgroups()));
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Scores all samples, in their order.
     *
     * @param time event time of all samples
     * @param progress receives the number of images that are done, after each image
     * @throws io.penumbra.dataset.DatasetException if an image is missing; the message names it
     */
    public void score(Iterator<Sample> samples, int batch, Instant time, LongConsumer progress)
            throws InterruptedException {
        long start = System.nanoTime();
        try (var scorer = new Scorer(models, new Decoder(models.input()), batch, this)) {
            new ScoringRun(scorer, batch).score(samples, sample -> sample.received(time), (sample, outcome) -> {
                count(sample, outcome);
                progress.accept(++images);
            });
        }
        seconds = (System.nanoTime() - start) / 1e9;
    }

    private void count(Sample sample, Outcome outcome) {
        if (outcome instanceof Outcome.Scored scored) {
            tally.add(scored.score());
            members.add(
                    classes.indexOf(sample.label()),
                    scored.prediction().answers(),
                    scored.prediction().failed());
            exemplars.add(sample, scored.prediction());
        } else if (outcome instanceof Outcome.Refused refused) {
            refusals.add(
                    sample.id(), refused.why().reason().text(), refused.why().message());
        }
    }

    /** The time of all members of a model for a batch, as if in one thread. */
    @Override
    public void inferred(String model, long inferenceNanos) {
        nanos.computeIfAbsent(model, name -> new LongAdder()).add(inferenceNanos);
    }

    /** The number of images that are done, with those that could not be scored. */
    long images() {
        return images;
    }

    double imagesPerSecond() {
        return images / seconds;
    }

    /** Makes the study from what was counted. */
    Study study(String subject, List<Holding> holdings) {
        long scored = images - refusals.count();
        if (scored == 0) {
            throw new Failure(
                    images == 0
                            ? subject + " has no image"
                            : "no image of " + subject + " could be scored: all " + images + " were refused");
        }
        return new Study(
                subject,
                tally.snapshot().window(Window.VERSION),
                models.models().stream().map(model -> studied(model, scored)).toList(),
                members,
                refusals,
                exemplars.strongest(),
                holdings,
                imagesPerSecond());
    }

    private StudiedModel studied(Model model, long scored) {
        int size = model.members();
        LongAdder ran = nanos.getOrDefault(model.name(), new LongAdder());
        return new StudiedModel(
                model.name(),
                model.compression(),
                size,
                Math.round((double) model.bytes() / size),
                mean(model, Declaration.Member::deflatedBytes),
                mean(model, Declaration.Member::nonZero),
                (double) ran.sum() / scored / size);
    }

    /** The mean over the members; empty if models.yaml lacks the figure for some member. */
    private static OptionalLong mean(Model model, Function<Declaration.Member, OptionalLong> figure) {
        var figures = model.files().stream().map(figure).toList();
        return figures.stream().allMatch(OptionalLong::isPresent)
                ? OptionalLong.of(Math.round(figures.stream()
                        .mapToLong(OptionalLong::getAsLong)
                        .average()
                        .orElseThrow()))
                : OptionalLong.empty();
    }
}
