package io.penumbra.scoring;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The batches that a {@link Scorer} has begun, in the order in which they were added. For one thread.
 *
 * @param <B> what the owner keeps of a batch
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

    /** Whether to take the first batch now: it is scored, or there is no room for another. */
    boolean isDue() {
        return isDone() || isFull();
    }

    /** Removes the first batch and waits for its outcomes. Throws what kept it from being scored. */
    Done<B> take() throws InterruptedException {
        Begun<B> first = batches.removeFirst();
        try {
            return new Done<>(first.batch(), first.outcomes().get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    /** Forgets all batches. What they still compute is dropped. */
    void clear() {
        batches.clear();
    }
}
