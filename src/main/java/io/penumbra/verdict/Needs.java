package io.penumbra.verdict;

import java.util.List;
import java.util.OptionalLong;

/**
 * About what an open question needs until it is decided, at the rates seen so far. Nothing is needed of what is 0.
 *
 * @param answer what then comes out: {@code SAFE}, {@code HARMED}, or {@code OPEN} if that is not known
 * @param images more images of the subgroup; empty if no number of them decides it at these rates
 * @param flipLabels labels of flips
 * @param references reference labels for each class that all models may say; empty if none is needed
 */
public record Needs(State answer, OptionalLong images, long flipLabels, List<Long> references) {
    public Needs {
        references = List.copyOf(references);
    }

    /** No number of images decides it. */
    static final Needs NEVER = new Needs(State.OPEN, OptionalLong.empty(), 0, List.of());

    /** Whether labels of the images that came already decide it. */
    public boolean labelsSuffice() {
        return images.isPresent() && images.getAsLong() == 0;
    }

    /** Labels that are needed in all, of flips and of references. */
    public long labels() {
        return flipLabels + references.stream().mapToLong(Long::longValue).sum();
    }
}
