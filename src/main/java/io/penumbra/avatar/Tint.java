package io.penumbra.avatar;

/** Factors on linear red, green and blue. */
record Tint(float red, float green, float blue) {
    Tint {
        if (!(red >= 0 && green >= 0 && blue >= 0)) {
            throw new IllegalArgumentException("light must not be negative: " + red + ", " + green + ", " + blue);
        }
    }

    /**
     * The light of a lamp.
     *
     * @param warmth logarithm of the factor on red, and of the divisor of blue
     * @param greenness logarithm of the factor on green
     */
    static Tint of(double brightness, double warmth, double greenness) {
        return new Tint(
                (float) (brightness * StrictMath.exp(warmth)), (float) (brightness * StrictMath.exp(greenness)), (float)
                        (brightness * StrictMath.exp(-warmth)));
    }

    Tint dimmed(double factor) {
        return new Tint((float) (red * factor), (float) (green * factor), (float) (blue * factor));
    }

    Tint toward(Tint other, float share) {
        return new Tint(
                red + share * (other.red - red),
                green + share * (other.green - green),
                blue + share * (other.blue - blue));
    }
}
