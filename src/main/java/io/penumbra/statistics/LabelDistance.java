package io.penumbra.statistics;

/**
 * How far two models lie apart on one image: the taxicab distance of their label distributions, Σ_y |candidate(y) −
 * baseline(y)|. It is 0 if they agree and 2 if they have no class in common.
 *
 * <p>Source: S. Hooker et al., Characterising Bias in Compressed Models, arXiv 2010.03058 (2020), section 2.3.
 */
public final class LabelDistance {
    private LabelDistance() {}

    /**
     * The distance of the shares of members that predict each class, 0 to 2.
     *
     * @param votes members that predict each class, for several models one after the other
     * @param baselineFrom index of the baseline's first class
     * @param candidateFrom index of the candidate's first class
     */
    public static double taxicab(
            int[] votes, int baselineFrom, int baselineMembers, int candidateFrom, int candidateMembers, int classes) {
        long sum = 0;
        for (int y = 0; y < classes; y++) {
            sum += Math.abs((long) votes[candidateFrom + y] * baselineMembers
                    - (long) votes[baselineFrom + y] * candidateMembers);
        }
        return sum == 0 ? 0 : (double) sum / ((long) baselineMembers * candidateMembers);
    }

    /**
     * The distance of the mean probabilities of each class, 0 to 2. It still tells images apart when all members agree.
     *
     * @param probabilities of each class, for several models one after the other
     * @param baselineFrom index of the baseline's first class
     * @param candidateFrom index of the candidate's first class
     */
    public static double ofProbabilities(float[] probabilities, int baselineFrom, int candidateFrom, int classes) {
        double sum = 0;
        for (int y = 0; y < classes; y++) {
            sum += Math.abs((double) probabilities[candidateFrom + y] - probabilities[baselineFrom + y]);
        }
        return Math.min(2, sum); // probabilities of another scorer may not add up to 1
    }
}
