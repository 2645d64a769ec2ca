package io.penumbra.statistics;

/**
 * How far two models lie apart on one image: the taxicab distance of their label distributions, Σ_y |candidate(y) − baseline(y)|, 0 where
 * they agree and 2 where they have no class in common.
 *
 * <p>Source: S. Hooker et al., Characterising Bias in Compressed Models, arXiv 2010.03058 (2020), section 2.3.
 */
public final class LabelDistance {
    private LabelDistance() {}

    /**
     * Of the shares of members that predict each class.
     *
     * @param votes members that predict a class, for several models one after the other
     * @param baselineFrom where the baseline's begin
     * @param candidateFrom where the candidate's begin
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
     * Of the mean probabilities of each class, which still tells images apart on which all members agree.
     *
     * @param probabilities for several models one after the other
     * @param baselineFrom where the baseline's begin
     * @param candidateFrom where the candidate's begin
     */
    public static double ofProbabilities(float[] probabilities, int baselineFrom, int candidateFrom, int classes) {
        double sum = 0;
        for (int y = 0; y < classes; y++) {
            sum += Math.abs((double) probabilities[candidateFrom + y] - probabilities[baselineFrom + y]);
        }
        return Math.min(2, sum); // numbers from elsewhere need not add up to 1
    }
}
