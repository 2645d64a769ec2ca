package io.penumbra.image;

/** How much an image may ask of us. */
record Limits(int maxBytes, int maxPixels) {

    /** JPEG has 16 bits for a side; a longer one of PNG would only serve to make filters of a million taps. */
    private static final int LONGEST_SIDE = 65_535;

    Limits {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("max bytes must be positive: " + maxBytes);
        }
        if (maxPixels < 1 || maxPixels > Integer.MAX_VALUE / 4) {
            throw new IllegalArgumentException("max pixels must be 1 to " + Integer.MAX_VALUE / 4 + ": " + maxPixels);
        }
    }

    /** @throws Refusal if an image of this size, claimed by its header, must not be allocated */
    void checkSize(long width, long height) throws Refusal {
        if (width < 1 || height < 1) {
            throw new Refusal(Reason.CORRUPT, "the header claims " + width + "x" + height + " pixels");
        }
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > maxPixels) {
            throw new Refusal(
                    Reason.TOO_MANY_PIXELS,
                    "the header claims " + width + "x" + height + " pixels, allowed are " + maxPixels
                            + ", a side of at most " + LONGEST_SIDE);
        }
    }
}
