package io.penumbra.model;

import io.penumbra.image.InputFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The baseline and all candidates, open and warm. */
public final class Models implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Models.class);

    private final Declaration declaration;
    private final InputFormat input;
    private final List<Ensemble> ensembles;
    private final List<Model> models;
    private final OpenSettings settings;
    private final InferencePool pool;
    /** The images of the warm-up. Every member has answered for them. */
    private final FloatBuffer known;

    private Models(
            Declaration declaration,
            List<List<Member>> members,
            OpenSettings settings,
            InferencePool pool,
            FloatBuffer known) {
        this.declaration = declaration;
        this.input = declaration.input().format();
        this.settings = settings;
        this.pool = pool;
        this.known = known;
        var opened = new ArrayList<Ensemble>();
        int first = 0;
        for (int m = 0; m < members.size(); m++) {
            Declaration.Population population = declaration.models().get(m);
            opened.add(new Ensemble(m, first, Model.of(declaration, population, members.get(m)), members.get(m)));
            first += members.get(m).size();
        }
        this.ensembles = List.copyOf(opened);
        this.models = opened.stream().map(Ensemble::model).toList();
    }

    /** Opens models that give up a run after {@link OpenSettings#TIMEOUT}, each with its digest. */
    public static Models open(Path file, int threads, Provider provider) {
        return open(file, OpenSettings.of(threads, provider));
    }

    /**
     * Opens every member that a {@code models.yaml} names, checks its digest and shapes, and runs a batch to warm up.
     *
     * @throws ModelLoadException if anything differs from what the file says, or if the thread is interrupted
     */
    public static Models open(Path file, OpenSettings settings) {
        return open(ModelsFile.read(file), file, settings);
    }

    /** Opens the models of a declaration as if it stood in {@code file}; see {@link #open(Path, OpenSettings)}. */
    public static Models open(Declaration declaration, Path file, OpenSettings settings) {
        if (!settings.unverified()) {
            Unverified.check(declaration, file);
        }
        var members = new ArrayList<List<Member>>();
        try {
            for (Declaration.Population population : declaration.models()) {
                var opened = new ArrayList<Member>();
                members.add(opened);
                for (Declaration.Member member : population.members()) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new ModelLoadException("interrupted before " + member.path() + " was opened");
                    }
                    opened.add(Member.open(
                            ModelFile.read(file.resolveSibling(member.path())).checked(member),
                            declaration,
                            declaration.output(population, member),
                            settings.provider()));
                }
            }
        } catch (ModelLoadException e) {
            members.forEach(population -> population.forEach(Member::close));
            throw e;
        }
        return warm(declaration, members, settings);
    }

    private static Models warm(Declaration declaration, List<List<Member>> opened, OpenSettings settings) {
        InputFormat input = declaration.input().format();
        FloatBuffer known =
                buffer(input, Math.min(settings.provider().mostAtOnce(), WarmUp.images(settings.threads())));
        var pool = new InferencePool(settings.threads());
        var warmUp = new WarmUp(
                pool, settings.timeout(), input, declaration.classes().size(), known);
        try {
            List<List<Member>> members = opened.stream()
                    .map(population -> population.stream().map(warmUp::run).toList())
                    .toList();
            var models = new Models(declaration, members, settings, pool, known);
            models.ensembles.forEach(ensemble ->
                    FixedBatch.note(ensemble.model().name(), ensemble.members()).ifPresent(LOG::warn));
            return models;
        } catch (ModelLoadException e) {
            close(pool, opened);
            throw e;
        }
    }

    /** A buffer for {@code images} images in the input format, as {@link #predict} takes it. */
    public FloatBuffer buffer(int images) {
        return buffer(input, images);
    }

    private static FloatBuffer buffer(InputFormat input, int images) {
        return ByteBuffer.allocateDirect(images * input.length() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /**
     * Runs all members on a batch. A thread takes a part of the batch through one member at a time. A model that fails on
     * an image has a fault there instead of votes.
     *
     * @param images from index 0 on {@code n} images in the input format, in a buffer of {@link #buffer}
     * @param n at least 1
     * @throws InferenceException if the baseline does not work any more
     */
    public Predictions predict(FloatBuffer images, int n) throws InterruptedException {
        return new BatchRun(
                        ensembles,
                        pool,
                        settings.timeout(),
                        images,
                        input.length(),
                        n,
                        declaration.classes().size(),
                        known)
                .predict(Math.min(settings.provider().mostAtOnce(), (n + settings.threads() - 1) / settings.threads()));
    }

    /** Why the baseline is not run any more: only a restart helps. Empty while it works. */
    public Optional<String> dead() {
        return ensembles.get(0).givenUp();
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
        return settings.threads();
    }

    /** Waits up to 5 s for runs under way, because a session must not be closed during one. */
    @Override
    public void close() {
        close(pool, ensembles.stream().map(Ensemble::members).toList());
    }

    private static void close(InferencePool pool, List<List<Member>> members) {
        if (pool.end()) {
            members.forEach(population -> population.forEach(Member::close));
        }
    }
}
