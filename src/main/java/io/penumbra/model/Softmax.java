package io.penumbra.model;

/** Turns logits into probabilities. */
final class Softmax {
    private Softmax() {}

    /** p_y = exp(l_y − max l) / Σ exp(l − max l), in place. */
    static void apply(float[] logits) {
        float max = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (int y = 0; y < logits.length; y++) {
            logits[y] = (float) Math.exp(logits[y] - max);
            sum += logits[y];
        }
        for (int y = 0; y < logits.length; y++) {
            logits[y] /= (float) sum;
        }
    }
}
