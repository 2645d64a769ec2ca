package io.penumbra.avatar;

/** The transfer curve of sRGB (IEC 61966-2-1) as tables. */
final class Tone {
    private static final int STEPS = 4096;
    private static final float[] LINEAR = new float[256];
    private static final byte[] ENCODED = new byte[STEPS + 1];

    static {
        for (int i = 0; i < LINEAR.length; i++) {
            double c = i / 255.0;
            LINEAR[i] = (float) (c <= 0.04045 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4));
        }
        for (int i = 0; i <= STEPS; i++) {
            double c = (double) i / STEPS;
            double coded = c <= 0.0031308 ? 12.92 * c : 1.055 * StrictMath.pow(c, 1 / 2.4) - 0.055;
            ENCODED[i] = (byte) Math.round(255 * coded);
        }
    }

    private Tone() {}

    static float linear(int coded) {
        return LINEAR[coded];
    }

    /** The sRGB value, 0 to 255. Light that is brighter than white gives 255. */
    static int encoded(float linear) {
        return linear >= 1 ? 255 : ENCODED[(int) (linear * STEPS)] & 0xFF;
    }
}
