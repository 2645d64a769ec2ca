package io.penumbra.verdict;

/**
 * The evidence for one answer to a question, from each basis, in natural logarithms.
 *
 * @param sample ln of the evidence of labels that were not chosen
 * @param audit ln of the evidence of all scored images
 * @param log ln of the evidence that counts: of one basis, or of the mean of both
 */
public record Evidence(double sample, double audit, double log) {
    /** @param basis which evidence counts */
    static Evidence of(Basis basis, double sample, double audit) {
        return new Evidence(
                sample,
                audit,
                switch (basis) {
                    case SAMPLE -> sample;
                    case AUDIT -> audit;
                    case BOTH -> mean(sample, audit);
                });
    }

    /** ln of the mean of two numbers that are given by their logarithms. */
    private static double mean(double a, double b) {
        double most = Math.max(a, b);
        return most == Double.NEGATIVE_INFINITY || most == Double.POSITIVE_INFINITY
                ? most
                : most + Math.log((Math.exp(a - most) + Math.exp(b - most)) / 2);
    }

    /** The basis that gives more. */
    Basis stronger() {
        return audit > sample ? Basis.AUDIT : Basis.SAMPLE;
    }
}
