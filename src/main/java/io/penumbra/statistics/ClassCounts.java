package io.penumbra.statistics;

/**
 * The results of a model for one class, over labelled images. A vote is the prediction of one member.
 *
 * @param support images whose true class is this one
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
