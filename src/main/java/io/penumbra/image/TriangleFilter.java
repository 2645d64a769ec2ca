package io.penumbra.image;

/**
 * The weights that resize one dimension with an antialiased triangle filter, in fixed point of {@link #BITS} bits, as
 * in Pillow.
 *
 * <p>With scale = in/out, output sample i is centred on (i + ½) · scale of the input. An input sample at distance d
 * weighs max(0, 1 − d / max(1, scale)). The weights of one output sample sum to 1, also at the borders.
 */
final class TriangleFilter {

    static final int BITS = 22;

    /** First input sample of each output sample. */
    final int[] first;
    /** Number of input samples of each output sample. */
    final int[] count;
    /** The weights of output sample i begin at i · {@link #stride}. */
    final int[] weights;

    final int stride;

    TriangleFilter(int in, int out) {
        double scale = (double) in / out;
        double support = Math.max(1, scale);
        stride = (int) Math.ceil(support) * 2 + 1;
        first = new int[out];
        count = new int[out];
        weights = new int[out * stride];
        double[] exact = new double[stride];
        for (int i = 0; i < out; i++) {
            double centre = (i + 0.5) * scale;
            int from = Math.max(0, (int) (centre - support + 0.5));
            int to = Math.min(in, (int) (centre + support + 0.5));
            double sum = 0;
            for (int k = 0; k < to - from; k++) {
                double distance = Math.abs((from + k - centre + 0.5) * (1 / support));
                exact[k] = Math.max(0, 1 - distance);
                sum += exact[k];
            }
            first[i] = from;
            count[i] = to - from;
            for (int k = 0; k < count[i]; k++) {
                weights[i * stride + k] = (int) (0.5 + exact[k] / sum * (1 << BITS));
            }
        }
    }

    /** One after the last input sample of output sample i. */
    int end(int i) {
        return first[i] + count[i];
    }

    /** The first output sample, at {@code from} or later, to which input sample {@code sample} contributes. */
    int firstWith(int sample, int from) {
        int i = from;
        while (i < first.length && end(i) <= sample) {
            i++;
        }
        return i;
    }
}
