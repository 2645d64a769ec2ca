package io.penumbra.model;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Checks whether what a member gave in its warm-up is what {@code output} says. */
final class WarmUpValues {
    private static final int MOST_NUMBERS = 5;
    /** Rounding of an output of 8 bits, for each class. */
    private static final double STEP = 1.0 / 512;

    /** One number of 0 to 1 tells little: its operator tells what it is. */
    private static final Set<String> OF_PROBABILITIES = Set.of("Sigmoid", "HardSigmoid");

    private static final Set<String> OF_LOGITS = Set.of("Gemm", "MatMul", "Add", "Conv", "BatchNormalization");

    private WarmUpValues() {}

    /**
     * Checks the values of all images.
     *
     * @throws ModelLoadException if they cannot be what {@code output} says
     */
    static void check(Member member, List<float[]> images) {
        List<float[]> valid = images.stream()
                .filter(image -> Output.Values.LOGITS.fault(image).isEmpty()
                        || member.output().values() == Output.Values.LOG_PROBABILITIES
                                && Output.Values.LOG_PROBABILITIES.fault(image).isEmpty())
                .toList();
        if (valid.isEmpty()) {
            throw refusal(member, images.get(0), "finite numbers");
        }
        switch (member.output().values()) {
            case LOGITS -> checkLogits(member, valid);
            case PROBABILITIES -> checkProbabilities(member, valid);
            case LOG_PROBABILITIES -> checkLogarithms(member, valid);
        }
    }

    private static void checkLogits(Member member, List<float[]> images) {
        String given = member.file() + " gives values that ";
        if (images.stream().allMatch(WarmUpValues::areProbabilities)) {
            throw new ModelLoadException(given + "add up to 1 for each of " + images.size() + " images, such as "
                    + first(images.get(0)) + ", expected logits: is it output: probabilities?");
        }
        if (member.output().alone()
                && OF_PROBABILITIES.contains(member.output().operator())
                && images.stream().allMatch(WarmUpValues::areShares)) {
            throw new ModelLoadException(given + "come from a sigmoid, expected logits: is it output: probabilities?");
        }
    }

    private static void checkProbabilities(Member member, List<float[]> images) {
        for (float[] image : images) {
            if (!areProbabilities(image)) {
                throw refusal(member, image, "probabilities, which add up to 1: is it output: logits?");
            }
        }
        if (member.output().alone() && OF_LOGITS.contains(member.output().operator())) {
            throw new ModelLoadException(member.file() + " computes its output by "
                    + member.output().operator() + ", expected a softmax or a sigmoid: is it output: logits?");
        }
    }

    private static void checkLogarithms(Member member, List<float[]> images) {
        for (float[] image : images) {
            float[] shares = image.clone();
            for (int y = 0; y < shares.length; y++) {
                shares[y] = (float) Math.exp(shares[y]);
            }
            if (!areProbabilities(shares)) {
                throw refusal(member, image, "logarithms of probabilities, which add up to 1: is it output: logits?");
            }
        }
    }

    private static ModelLoadException refusal(Member member, float[] image, String expected) {
        return new ModelLoadException(member.file() + " gives " + first(image) + " for an image, expected " + expected);
    }

    /** Not a thousand numbers in a sentence. */
    private static String first(float[] image) {
        return Arrays.toString(Arrays.copyOf(image, Math.min(image.length, MOST_NUMBERS)));
    }

    private static boolean areShares(float[] image) {
        for (float value : image) {
            if (!Output.Values.isShare(value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean areProbabilities(float[] image) {
        double sum = 0;
        for (float value : image) {
            sum += value;
        }
        return areShares(image) && Math.abs(sum - 1) <= 0.01 + image.length * STEP;
    }
}
