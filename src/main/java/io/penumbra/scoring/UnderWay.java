package io.penumbra.scoring;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The batches that a {@link Scorer} has begun, taken in the order in which they were added. Belongs to one thread.
 *
 * @param <B> what its owner knows of a batch
 */
final class UnderWay<B> {
    /**
     * A batch that was scored.
     *
     * @param outcomes of its images, in their order
     */
    record Done<B>(B batch, List<Outcome> outcomes) {}

    private record Begun<B>(B batch, CompletableFuture<List<Outcome>> outcomes) {}

    private final Deque<Begun<B>> batches = new ArrayDeque<>();

    void add(B batch, CompletableFuture<List<Outcome>> outcomes) {
        batches.add(new Begun<>(batch, outcomes));
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    /** Whether one more batch would only wait. */
    boolean isFull() {
        return batches.size() >= Scorer.DEPTH;
    }

    /** Whether the first batch is scored. */
    boolean isDone() {
        return !batches.isEmpty() && batches.getFirst().outcomes().isDone();
    }

    /** Whether the first batch is scored, or has to be waited for before another may begin. */
    boolean isDue() {
        return isDone() || isFull();
    }

    /** Takes the first batch, and waits for it. What kept it from being scored is thrown. */
    Done<B> take() throws InterruptedException {
        Begun<B> first = batches.removeFirst();
        try {
            return new Done<>(first.batch(), first.outcomes().get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    /** Forgets all; what they still compute goes nowhere. */
    void clear() {
        batches.clear();
    }
}
