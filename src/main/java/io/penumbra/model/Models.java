package io.penumbra.model;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.penumbra.image.InputFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The baseline and all candidates, open and warm. */
public final class Models implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** @param member its place among the members of all models */
    private record Run(int model, int member, float[] output, int from, long nanos) {}

    private final Declaration declaration;
    private final InputFormat input;
    private final List<List<Member>> members;
    private final List<Model> models;
    private final int threads;
    private final int mostAtOnce;
    private final ExecutorService inference;

    private Models(Declaration declaration, List<List<Member>> members, int threads, int mostAtOnce) {
        this.declaration = declaration;
        this.input = declaration.input().format();
        this.members = members;
        var list = new ArrayList<Model>();
        for (int m = 0; m < members.size(); m++) {
            list.add(Model.of(declaration, declaration.models().get(m), members.get(m)));
        }
        this.models = List.copyOf(list);
        this.threads = threads;
        this.mostAtOnce = mostAtOnce;
        var number = new AtomicInteger();
        this.inference = Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, "inference-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens every member that a {@code models.yaml} names, checks its digest and shapes, and runs a batch to warm up.
     *
     * @param threads number of threads that run members side by side
     * @throws ModelLoadException if anything differs from what the file says, or if the thread is interrupted
     */
    public static Models open(Path file, int threads, Provider provider) {
        return open(ModelsFile.read(file), file, threads, provider);
    }

    /** Opens the models of a declaration as if it stood in {@code file}; see {@link #open(Path, int, Provider)}. */
    public static Models open(Declaration declaration, Path file, int threads, Provider provider) {
        var members = new ArrayList<List<Member>>();
        try (OrtSession.SessionOptions options = provider.options()) {
            for (Declaration.Population population : declaration.models()) {
                var opened = new ArrayList<Member>();
                members.add(opened);
                for (Declaration.Member member : population.members()) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new ModelLoadException("interrupted before " + member.path() + " was opened");
                    }
                    opened.add(Member.open(
                            file.resolveSibling(member.path()),
                            member,
                            declaration.input().format(),
                            declaration.classes().size(),
                            options));
                }
            }
        } catch (ModelLoadException e) {
            members.forEach(population -> population.forEach(Member::close));
            throw e;
        }
        var models = new Models(declaration, members, threads, provider.mostAtOnce());
        try {
            models.warmUp();
        } catch (ModelLoadException e) {
            models.close();
            throw e;
        }
        return models;
    }

    private void warmUp() {
        int images = 2 * threads;
        FloatBuffer zeros = buffer(images);
        for (List<Member> population : members) {
            for (Member member : population) {
                try {
                    check(member.file(), member.run(zeros.duplicate().limit(images * input.length()), images), images);
                } catch (OrtException e) {
                    throw new ModelLoadException("cannot run " + member.file() + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void check(Path file, float[] output, int images) {
        int classes = declaration.classes().size();
        if (output.length != images * classes) {
            throw new ModelLoadException(file + " gives " + output.length + " values for " + images
                    + " images, expected " + images * classes);
        }
        declaration.output().fault(Arrays.copyOf(output, classes)).ifPresent(fault -> {
            throw new ModelLoadException(file + " " + fault);
        });
    }

    /** A buffer for {@code images} images in the input format, as {@link #predict} takes it. */
    public FloatBuffer buffer(int images) {
        return ByteBuffer.allocateDirect(images * input.length() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /**
     * Runs all members on a batch. A thread takes a part of the batch through one member at a time.
     *
     * @param images from index 0 on {@code n} images in the input format, in a buffer of {@link #buffer}
     * @param n at least 1
     * @return for each image a prediction, or its fault if a member's output is not a logit or a probability
     * @throws InferenceException if ONNX Runtime fails
     */
    public Predictions predict(FloatBuffer images, int n) throws InterruptedException {
        int part = Math.min(mostAtOnce, (n + threads - 1) / threads);
        var runs = new ArrayList<Future<Run>>();
        int place = 0;
        for (int m = 0; m < members.size(); m++) {
            int model = m;
            for (Member member : members.get(m)) {
                int number = place++;
                for (int from = 0; from < n; from += part) {
                    int first = from;
                    int size = Math.min(part, n - from);
                    runs.add(inference.submit(() -> run(model, number, member, images, first, size)));
                }
            }
        }
        return collect(runs, n);
    }

    private Run run(int model, int number, Member member, FloatBuffer images, int from, int n) throws OrtException {
        long start = System.nanoTime();
        FloatBuffer part = images.duplicate().position(from * input.length()).limit((from + n) * input.length());
        return new Run(model, number, member.run(part.slice(), n), from, System.nanoTime() - start);
    }

    private Predictions collect(List<Future<Run>> runs, int n) throws InterruptedException {
        int classes = declaration.classes().size();
        var predictions = new Prediction[n];
        int all = models.stream().mapToInt(Model::members).sum();
        Arrays.setAll(predictions, i -> new Prediction(models.size(), classes, all));
        var nanos = new Long[models.size()];
        Arrays.fill(nanos, 0L);
        try {
            for (Future<Run> future : runs) {
                Run run = future.get();
                nanos[run.model()] += run.nanos();
                add(run, predictions, classes);
            }
        } catch (ExecutionException e) {
            throw new InferenceException("inference fails: " + e.getMessage(), e);
        } finally {
            runs.forEach(future -> future.cancel(false));
        }
        return new Predictions(List.of(predictions), List.of(nanos));
    }

    private void add(Run run, Prediction[] predictions, int classes) {
        Model model = models.get(run.model());
        for (int at = 0; at < run.output().length; at += classes) {
            float[] values = Arrays.copyOfRange(run.output(), at, at + classes);
            Prediction prediction = predictions[run.from() + at / classes];
            Optional<String> fault = declaration.output().fault(values);
            if (fault.isPresent()) {
                prediction.fail("model " + model.name() + " " + fault.get());
                continue;
            }
            if (declaration.output() == Declaration.Output.LOGITS) {
                Softmax.apply(values);
            }
            prediction.add(run.model(), run.member(), model.members(), values);
        }
    }

    /** The content of {@code models.yaml}. */
    public Declaration declaration() {
        return declaration;
    }

    public InputFormat input() {
        return input;
    }

    /** The baseline, then the candidates. */
    public List<Model> models() {
        return models;
    }

    /** Number of threads that run members side by side. */
    public int threads() {
        return threads;
    }

    /** Waits up to 5 s for runs under way, because a session must not be closed during one. */
    @Override
    public void close() {
        inference.shutdownNow();
        try {
            if (!inference.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        members.forEach(population -> population.forEach(Member::close));
    }
}
