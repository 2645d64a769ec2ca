package io.penumbra.statistics;

/**
 * What a model did about one class, in votes of its members over labelled images.
 *
 * @param support images whose true class this is
 * @param correct votes for this class on those images
 * @param predicted votes for this class on all labelled images, whatever their true class
 */
public record ClassCounts(long support, long correct, long predicted) {

    public ClassCounts {
        if (support < 0 || correct < 0 || predicted < correct) {
            throw new IllegalArgumentException("counts must satisfy 0 ≤ support, 0 ≤ correct ≤ predicted: support "
                    + support + ", correct " + correct + ", predicted " + predicted);
        }
    }

    public ClassCounts plus(ClassCounts other) {
        return new ClassCounts(
                Math.addExact(support, other.support),
                Math.addExact(correct, other.correct),
                Math.addExact(predicted, other.predicted));
    }
}
