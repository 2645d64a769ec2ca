package io.penumbra.image;

/** The largest image that is decoded. */
record Limits(int maxBytes, int maxPixels) {

    /**
     * Longest side in pixels that JPEG can store. A PNG could claim a longer one and so make filters of a million
     * weights.
     */
    private static final int LONGEST_SIDE = 65_535;

    Limits {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("max bytes must be at least 1: " + maxBytes);
        }
        if (maxPixels < 1 || maxPixels > Integer.MAX_VALUE / 4) {
            throw new IllegalArgumentException("max pixels must be 1 to " + Integer.MAX_VALUE / 4 + ": " + maxPixels);
        }
    }

    /** @throws Refusal if the size that the header claims is 0 or too large to allocate */
    void checkSize(long width, long height) throws Refusal {
        if (width < 1 || height < 1) {
            throw new Refusal(
                    Reason.CORRUPT, "the header claims " + width + "x" + height + " pixels, expected at least 1x1");
        }
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > maxPixels) {
            throw new Refusal(
                    Reason.TOO_MANY_PIXELS,
                    "the header claims " + width + "x" + height + " pixels, expected at most " + maxPixels
                            + " and sides of at most " + LONGEST_SIDE);
        }
    }
}
