package io.penumbra.model;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One batch on its way through all members. A model's failure is its own:
 *
 * <ol>
 * <li>Each member runs on part after part of the batch.
 * <li>A part on which a run fails is run again, image by image. So an image costs only itself.
 * <li>An image on which a member fails alone is a failure of the model on this image.
 * <li>A candidate that has no answer in time even for the image of its warm-up is given up.
 * <li>If the baseline fails on that image too, the batch fails: the images are not to blame.
 * </ol>
 */
final class BatchRun {
    private static final long NEVER = Long.MAX_VALUE;
    /** Images that may be late one after the other before the time of all is over. */
    private static final int LATE_IMAGES = 8;

    /** Images of a batch that one member runs on at once. */
    private record Part(Ensemble model, int member, int from, int n) {}

    private record Begun(Part part, CompletableFuture<InferencePool.Ran> future) {}

    private record Failed(Part part, RunFailure why) {}

    private final List<Ensemble> models;
    private final InferencePool pool;
    private final Duration timeout;
    private final FloatBuffer images;
    private final int length;
    private final int n;
    private final int classes;
    private final FloatBuffer known;
    private final Prediction[] predictions;
    private final long[] nanos;

    /**
     * @param images from index 0 on {@code n} images of {@code length} floats
     * @param known an image on which every member has run before
     */
    BatchRun(
            List<Ensemble> models,
            InferencePool pool,
            Duration timeout,
            FloatBuffer images,
            int length,
            int n,
            int classes,
            FloatBuffer known) {
        this.models = models;
        this.pool = pool;
        this.timeout = timeout;
        this.images = images;
        this.length = length;
        this.n = n;
        this.classes = classes;
        this.known = known;
        int members = models.stream().mapToInt(model -> model.members().size()).sum();
        this.predictions = new Prediction[n];
        Arrays.setAll(predictions, i -> new Prediction(models.size(), classes, members));
        this.nanos = new long[models.size()];
    }

    /**
     * Runs everything.
     *
     * @param size most images of a part of the batch; more where a member takes a fixed number
     * @throws InferenceException if the baseline does not work any more
     */
    Predictions predict(int size) throws InterruptedException {
        var begun = new ArrayList<Begun>();
        for (Ensemble model : models) {
            if (model.givenUp().isPresent()) {
                failAll(model);
                continue;
            }
            for (int member = 0; member < model.members().size(); member++) {
                int most = model.members().get(member).filled(size);
                for (int from = 0; from < n; from += most) {
                    begun.add(begin(new Part(model, member, from, Math.min(most, n - from)), images, timeout, NEVER));
                }
            }
        }
        List<Failed> failed = collect(begun, true);
        for (Ensemble model : models) {
            List<Failed> own =
                    failed.stream().filter(each -> each.part().model() == model).toList();
            if (own.isEmpty()) {
                model.late(false);
            } else {
                again(model, own);
            }
        }
        return new Predictions(
                List.of(predictions), Arrays.stream(nanos).boxed().toList());
    }

    private void failAll(Ensemble model) {
        String why = model.givenUp().orElseThrow();
        if (model.isBaseline()) {
            throw new InferenceException(why, null);
        }
        for (Prediction prediction : predictions) {
            prediction.fail(model.index(), why);
        }
    }

    /** @param end the value of {@link System#nanoTime} from which on the run is not begun any more, or {@link #NEVER} */
    private Begun begin(Part part, FloatBuffer from, Duration longest, long end) {
        FloatBuffer own = from.duplicate()
                .position(part.from() * length)
                .limit((part.from() + part.n()) * length)
                .slice();
        Member member = part.model().members().get(part.member());
        InferencePool.Run run = options -> {
            if (end != NEVER && System.nanoTime() - end > 0) {
                throw late();
            }
            return member.run(own, part.n(), options);
        };
        return new Begun(part, pool.begin(run, longest));
    }

    /**
     * Waits for all runs, adds what they gave, and returns those that failed.
     *
     * @param abandons whether nobody waits for further runs of a model that was late once
     */
    private List<Failed> collect(List<Begun> begun, boolean abandons) throws InterruptedException {
        var failed = new ArrayList<Failed>();
        var late = new HashSet<Ensemble>();
        for (Begun run : begun) {
            Part part = run.part();
            if (abandons && late.contains(part.model())) {
                run.future().completeExceptionally(late());
            }
            try {
                InferencePool.Ran ran = run.future().get();
                nanos[part.model().index()] += ran.nanos();
                add(part, ran.output());
            } catch (ExecutionException e) {
                RunFailure why = failure(e);
                failed.add(new Failed(part, why));
                if (why.kind() != RunFailure.Kind.FAULT) {
                    late.add(part.model());
                }
            }
        }
        return failed;
    }

    private RunFailure late() {
        return new RunFailure(
                "gives no answer within " + timeout.toMillis() + " ms for its part of the batch",
                RunFailure.Kind.LATE,
                null);
    }

    private static RunFailure failure(ExecutionException e) {
        if (e.getCause() instanceof RunFailure failure) {
            return failure;
        }
        throw new InferenceException("inference fails: " + e.getMessage(), e);
    }

    private void add(Part part, float[] output) {
        for (int i = 0; i < part.n(); i++) {
            float[] values = Arrays.copyOfRange(output, i * classes, (i + 1) * classes);
            part.model().add(part.member(), values, predictions[part.from() + i]);
        }
    }

    /** Runs the parts on which a model failed again, image by image. */
    private void again(Ensemble model, List<Failed> parts) throws InterruptedException {
        if (isStuck(model, parts)) {
            failAll(model);
            return;
        }
        Duration longest = timeout.dividedBy(LATE_IMAGES).plusMillis(1);
        long end = System.nanoTime() + timeout.toNanos();
        var alone = new ArrayList<Begun>();
        for (Failed part : parts) {
            for (int i = 0; i < part.part().n(); i++) {
                alone.add(
                        begin(new Part(model, part.part().member(), part.part().from() + i, 1), images, longest, end));
            }
        }
        List<Failed> failed = collect(alone, false);
        failed.forEach(image -> predictions[image.part().from()].fail(
                model.index(),
                "model " + model.model().name() + " " + image.why().getMessage()));
        boolean late = failed.stream().anyMatch(image -> image.why().kind() != RunFailure.Kind.FAULT);
        long lost = failed.stream().map(image -> image.part().from()).distinct().count();
        if (isStuck(model, failed) || (late || model.isBaseline() && lost == n) && !stillWorks(model)) {
            failAll(model);
        }
        model.late(late);
    }

    private static boolean isStuck(Ensemble model, List<Failed> runs) {
        runs.stream()
                .filter(run -> run.why().kind() == RunFailure.Kind.STUCK)
                .findFirst()
                .ifPresent(run -> model.giveUp(String.valueOf(run.why().getMessage())));
        return model.givenUp().isPresent();
    }

    /**
     * Whether the model still answers for an image that it knows. If not, it does not work any more; otherwise it
     * cannot take the images on which it failed.
     */
    private boolean stillWorks(Ensemble model) throws InterruptedException {
        var begun = new ArrayList<Begun>();
        for (int member = 0; member < model.members().size(); member++) {
            begun.add(begin(new Part(model, member, 0, 1), known, timeout, NEVER));
        }
        for (Begun run : begun) {
            try {
                run.future().get();
            } catch (ExecutionException e) {
                RunFailure why = failure(e);
                String what = why.getMessage() + ", not even for the image of its warm-up";
                if (model.isBaseline() && why.kind() != RunFailure.Kind.STUCK) {
                    throw new InferenceException("model " + model.model().name() + " " + what, why);
                }
                model.giveUp(what);
                return false;
            }
        }
        return true;
    }
}
