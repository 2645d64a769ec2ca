package io.penumbra.scoring;

import io.penumbra.image.Coordinates;
import io.penumbra.image.Decoded;
import io.penumbra.image.Decoder;
import io.penumbra.image.ImageEvent;
import io.penumbra.image.Pixels;
import io.penumbra.image.Reason;
import io.penumbra.image.Received;
import io.penumbra.image.Unreadable;
import io.penumbra.model.Declaration;
import io.penumbra.model.Model;
import io.penumbra.model.ModelLoadException;
import io.penumbra.model.Models;
import io.penumbra.model.Prediction;
import io.penumbra.model.Predictions;
import io.penumbra.wire.CellLimit;
import io.penumbra.wire.v1.Lineup;
import io.penumbra.wire.v1.ModelVersion;
import io.penumbra.wire.v1.Score;
import io.penumbra.wire.v1.Source;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * Scores batches. A small pool decodes a batch while ONNX Runtime computes the one before.
 *
 * <p>Two batches at once are written to tensors, inferred and read. So the inference threads find the next batch
 * waiting when one ends.
 */
public final class Scorer implements AutoCloseable {
    private static final int INFERRED_AT_ONCE = 2;
    private static final int BASELINE = 0;

    /** Most batches that are useful under way: one is decoded, two are inferred, one is committed or counted. */
    static final int DEPTH = INFERRED_AT_ONCE + 2;

    private record Item(Received received, Optional<Coordinates> source, Decoded decoded) {}

    private final Models models;
    private final Decoder decoder;
    private final ScoringListener listener;
    private final FailureLog failures = new FailureLog();
    private final Lineup lineup;
    private final int batch;
    private final ExecutorService decoding;
    private final ExecutorService scoring;
    /** One per scoring thread. */
    private final ThreadLocal<FloatBuffer> tensors;

    /** @param batch most images of a batch */
    public Scorer(Models models, Decoder decoder, int batch, ScoringListener listener) {
        this.models = models;
        this.decoder = decoder;
        this.batch = batch;
        this.listener = listener;
        this.lineup = lineup(models);
        models.models().forEach(model -> listener.opened(model.name()));
        this.decoding = Executors.newFixedThreadPool(models.threads(), task -> daemon(task, "decoding"));
        this.scoring = Executors.newFixedThreadPool(INFERRED_AT_ONCE, task -> daemon(task, "scoring"));
        this.tensors = ThreadLocal.withInitial(() -> models.buffer(batch));
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The lineup of all scores that these models make. */
    public static Lineup lineup(Models models) {
        Declaration declaration = models.declaration();
        List<String> classes = declaration.classes();
        var builder = Lineup.newBuilder()
                .addAllClasses(classes)
                .setBaseline(version(models.models().get(0)));
        declaration
                .positive()
                .ifPresentOrElse(name -> builder.setPositive(classes.indexOf(name)), () -> builder.setNoPositive(true));
        declaration.guarded().ifPresent(names -> {
            names.forEach(name -> builder.addGuarded(classes.indexOf(name)));
            builder.setNoneGuarded(names.isEmpty());
        });
        models.models().stream().skip(1).forEach(model -> builder.addCandidates(version(model)));
        Lineup lineup = builder.build();
        try {
            CellLimit.check(lineup);
        } catch (IllegalArgumentException e) {
            throw new ModelLoadException("models.yaml names too many classes or candidates: " + e.getMessage(), e);
        }
        return lineup;
    }

    private static ModelVersion version(Model model) {
        return ModelVersion.newBuilder()
                .setName(model.name())
                .setDigest(model.digest())
                .setMembers(model.members())
                .build();
    }

    /** How much work it is to decode an image; see {@link Decoder#work}. */
    long work(Received received) {
        return received instanceof ImageEvent event ? decoder.work(event) : 0;
    }

    /**
     * Begins to score a batch.
     *
     * @param received at most as many images as a batch holds
     * @param sources for each image, the coordinates of its record
     * @return an outcome for each image, in the same order; it fails with {@link io.penumbra.model.InferenceException}
     *     if the baseline does not work any more
     */
    public CompletableFuture<List<Outcome>> score(List<Received> received, List<Coordinates> sources) {
        if (received.size() != sources.size()) {
            throw new IllegalArgumentException("expected a source for each image, found " + received.size()
                    + " images and " + sources.size() + " sources");
        }
        return score(received, i -> Optional.of(sources.get(i)));
    }

    /** Begins to score a batch that does not come from Kafka; see {@link #score(List, List)}. */
    public CompletableFuture<List<Outcome>> score(List<Received> received) {
        return score(received, i -> Optional.empty());
    }

    private CompletableFuture<List<Outcome>> score(
            List<Received> received, IntFunction<Optional<Coordinates>> sources) {
        if (received.size() > batch) {
            throw new IllegalArgumentException(received.size() + " images do not fit a batch of " + batch);
        }
        var decoded = new ArrayList<CompletableFuture<Item>>(received.size());
        for (int i = 0; i < received.size(); i++) {
            Received image = received.get(i);
            Optional<Coordinates> source = sources.apply(i);
            decoded.add(CompletableFuture.supplyAsync(() -> new Item(image, source, decode(image)), decoding));
        }
        return CompletableFuture.allOf(decoded.toArray(CompletableFuture[]::new))
                .thenApplyAsync(
                        done -> infer(
                                decoded.stream().map(CompletableFuture::join).toList()),
                        scoring);
    }

    private Decoded decode(Received received) {
        long start = System.nanoTime();
        Decoded decoded = received instanceof ImageEvent event ? decode(event) : (Unreadable) received;
        listener.decoded(System.nanoTime() - start);
        return decoded;
    }

    private Decoded decode(ImageEvent event) {
        List<String> classes = models.declaration().classes();
        if (event.label().isPresent() && !classes.contains(event.label().get())) {
            return new Unreadable(
                    Reason.UNKNOWN_CLASS,
                    "label '" + event.label().get() + "' of image " + event.id() + " is not one of the classes "
                            + classes + near(event.label().get(), classes));
        }
        return decoder.decode(event);
    }

    /** Names the class that a label is but for its case and the spaces around it. */
    private static String near(String label, List<String> classes) {
        return classes.stream()
                .filter(name -> name.equalsIgnoreCase(label.strip()))
                .findFirst()
                .map(name -> "; is it '" + name + "'?")
                .orElse("");
    }

    private List<Outcome> infer(List<Item> items) {
        int images = 0;
        for (Item item : items) {
            if (item.decoded() instanceof Pixels pixels) {
                models.input()
                        .write(pixels, tensors.get(), images++ * models.input().length());
            }
        }
        List<Prediction> predictions = images == 0 ? List.of() : predict(images);
        var outcomes = new ArrayList<Outcome>(items.size());
        int scored = 0;
        for (Item item : items) {
            if (item.decoded() instanceof Unreadable why) {
                outcomes.add(new Outcome.Refused(why));
            } else {
                outcomes.add(outcome((ImageEvent) item.received(), item.source(), predictions.get(scored++)));
            }
        }
        return outcomes;
    }

    private Outcome outcome(ImageEvent event, Optional<Coordinates> source, Prediction prediction) {
        List<Integer> failing = prediction.failed();
        List<String> failed =
                failing.stream().map(m -> models.models().get(m).name()).toList();
        return prediction
                .fault(BASELINE)
                .<Outcome>map(fault -> new Outcome.Refused(
                        new Unreadable(Reason.NO_PREDICTION, "image " + event.id() + ": " + fault), failed))
                .orElseGet(() -> {
                    tell(event, prediction, failing);
                    return new Outcome.Scored(score(event, source, prediction), prediction, failed);
                });
    }

    private void tell(ImageEvent event, Prediction prediction, List<Integer> failing) {
        for (int model : failing) {
            failures.failed(
                    models.models().get(model).name(),
                    event.id(),
                    prediction.fault(model).orElseThrow(),
                    System.nanoTime());
        }
    }

    private List<Prediction> predict(int images) {
        try {
            Predictions predictions = models.predict(tensors.get(), images);
            for (int m = 0; m < models.models().size(); m++) {
                if (predictions.nanos().get(m) > 0) {
                    listener.inferred(
                            models.models().get(m).name(), predictions.nanos().get(m));
                }
            }
            return predictions.images();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the scorer was closed during a batch", e);
        }
    }

    private Score score(ImageEvent event, Optional<Coordinates> source, Prediction prediction) {
        var score = Score.newBuilder()
                .setImageId(event.id())
                .setTimeMs(event.time().toEpochMilli())
                .putAllSubgroups(event.subgroups())
                .setLineup(lineup);
        source.ifPresent(at -> score.setSource(Source.newBuilder()
                .setTopic(at.topic())
                .setPartition(at.partition())
                .setOffset(at.offset())));
        event.label().ifPresent(score::setLabel);
        for (int votes : prediction.votes()) {
            score.addVotes(votes);
        }
        for (float probability : prediction.probabilities()) {
            score.addProbabilities(probability);
        }
        return score.build();
    }

    /** Stops. Batches under way fail. */
    @Override
    public void close() {
        decoding.shutdownNow();
        scoring.shutdownNow();
    }
}
