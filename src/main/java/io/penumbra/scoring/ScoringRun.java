package io.penumbra.scoring;

import io.penumbra.image.Received;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Scores a long row of images without Kafka. It holds only as many batches as the loop has under way. */
public final class ScoringRun {
    /** Is told each image's outcome, in the order of the images. */
    @FunctionalInterface
    public interface Listener<T> {
        void done(T image, Outcome outcome);
    }

    private final Scorer scorer;
    private final int batch;

    /** @param batch most images of a batch, at most as many as the scorer's batches hold */
    public ScoringRun(Scorer scorer, int batch) {
        this.scorer = scorer;
        this.batch = batch;
    }

    /**
     * Scores all images.
     *
     * @param read reads one image, soon before it is scored; an exception of it ends the run
     * @throws io.penumbra.model.InferenceException if a model fails
     */
    public <T> void score(Iterator<T> images, Function<T, Received> read, Listener<T> listener)
            throws InterruptedException {
        var underWay = new UnderWay<List<T>>();
        while (images.hasNext() || !underWay.isEmpty()) {
            if (images.hasNext() && !underWay.isFull()) {
                begin(images, read, underWay);
            }
            if (underWay.isDue() || !images.hasNext()) {
                UnderWay.Done<List<T>> done = underWay.take();
                for (int i = 0; i < done.batch().size(); i++) {
                    listener.done(done.batch().get(i), done.outcomes().get(i));
                }
            }
        }
    }

    private <T> void begin(Iterator<T> images, Function<T, Received> read, UnderWay<List<T>> underWay) {
        var next = new ArrayList<T>(batch);
        var received = new ArrayList<Received>(batch);
        while (next.size() < batch && images.hasNext()) {
            T image = images.next();
            next.add(image);
            received.add(read.apply(image));
        }
        underWay.add(next, scorer.score(received));
    }
}
