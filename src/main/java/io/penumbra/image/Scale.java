package io.penumbra.image;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the levels 0 to 255 are multiplied by before mean and std: a fraction. */
public record Scale(double numerator, double denominator) {
    /** White is 1: as torchvision's {@code ToTensor} has it. */
    public static final Scale OF_WHITE = new Scale(1, 255);

    private static final Pattern FRACTION = Pattern.compile("(\\d+(?:\\.\\d+)?)(?:\\s*/\\s*(\\d+(?:\\.\\d+)?))?");

    public Scale {
        if (!(numerator > 0 && denominator > 0)) {
            throw new IllegalArgumentException("scale is " + numerator + "/" + denominator + ", expected more than 0");
        }
    }

    /**
     * Reads {@code 1/255}, {@code 1} or {@code 0.5}.
     *
     * @throws IllegalArgumentException if the text is something else; the message is one sentence
     */
    public static Scale of(String text) {
        Matcher fraction = FRACTION.matcher(text.strip());
        if (!fraction.matches()) {
            throw new IllegalArgumentException("scale is '" + text + "', expected a number such as 1/255 or 1");
        }
        return new Scale(
                Double.parseDouble(fraction.group(1)),
                fraction.group(2) == null ? 1 : Double.parseDouble(fraction.group(2)));
    }

    double times(int level) {
        return level * numerator / denominator;
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
