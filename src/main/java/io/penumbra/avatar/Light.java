package io.penumbra.avatar;

/**
 * The light in which a face stands.
 *
 * @param key the light from one side
 * @param fill the light from the other side
 * @param angle of the key light, radians
 * @param shadow how dark a thrown shadow is, 0 (none) to below 1
 * @param edge where the shadow begins along its own direction, −1 to 1
 * @param slant direction of the shadow, radians
 */
record Light(Tint key, Tint fill, double angle, double shadow, double edge, double slant) {
    private static final float SHARPNESS = 6;

    Light {
        if (!(shadow >= 0 && shadow < 1)) {
            throw new IllegalArgumentException("shadow must be at least 0 and below 1: " + shadow);
        }
    }

    static Light drawn(Draw draw) {
        double brightness = StrictMath.exp(draw.normalWithin(0, 0.36, -1.1, 0.7));
        Tint key = Tint.of(brightness, draw.normal(0.02, 0.22), draw.normal(0, 0.07));
        Tint fill = key.dimmed(draw.between(0.35, 1));
        if (draw.chance(0.18)) { // a coloured lamp: a sign, a sunset, a stage
            fill = Tint.of(brightness * draw.between(0.5, 1), draw.normal(0, 0.6), draw.normal(0, 0.3));
        }
        return new Light(
                key,
                fill,
                draw.between(0, 2 * Math.PI),
                draw.chance(0.25) ? draw.between(0.25, 0.65) : 0,
                draw.between(-0.5, 0.5),
                draw.between(0, 2 * Math.PI));
    }

    /** The same light, multiplied by {@code exposure}. */
    Light exposed(double exposure) {
        return new Light(key.dimmed(exposure), fill.dimmed(exposure), angle, shadow, edge, slant);
    }

    /**
     * Lights sRGB pixels, in place.
     *
     * @param width pixels per row
     */
    void shineOn(int[] pixels, int width) {
        int height = pixels.length / width;
        float keyX = (float) (StrictMath.cos(angle) / width);
        float keyY = (float) (StrictMath.sin(angle) / height);
        float shadowX = (float) (StrictMath.cos(slant) / width * 2);
        float shadowY = (float) (StrictMath.sin(slant) / height * 2);
        for (int i = 0; i < pixels.length; i++) {
            float x = i % width - width / 2f;
            float y = i / width - height / 2f;
            Tint light = fill.toward(key, clamped(0.5f + x * keyX + y * keyY));
            float depth = clamped((x * shadowX + y * shadowY - (float) edge) * SHARPNESS);
            float open = 1 - (float) shadow * depth;
            int rgb = pixels[i];
            int red = Tone.encoded(Tone.linear(rgb >> 16 & 0xFF) * light.red() * open);
            int green = Tone.encoded(Tone.linear(rgb >> 8 & 0xFF) * light.green() * open);
            int blue = Tone.encoded(Tone.linear(rgb & 0xFF) * light.blue() * open);
            pixels[i] = red << 16 | green << 8 | blue;
        }
    }

    private static float clamped(float share) {
        return Math.min(Math.max(share, 0), 1);
    }
}
