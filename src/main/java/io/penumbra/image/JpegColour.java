package io.penumbra.image;

/** The colour model of a JPEG. */
enum JpegColour {
    GREY,
    YCBCR,
    RGB;

    /** @throws Refusal if no colour model has so many components */
    static void checkComponents(JpegFrame frame) throws Refusal {
        int components = frame.components().size();
        if (components != 1 && components != 3) {
            throw new Refusal(
                    Reason.UNSUPPORTED_COLOUR, "the JPEG has " + components + " components (CMYK?), expected 1 or 3");
        }
    }

    /**
     * The colour model of the frame, by libjpeg's rules in this order: JFIF means YCbCr, then Adobe's transform decides,
     * then the components' names.
     *
     * @param adobeTransform −1 if there is no Adobe segment
     */
    static JpegColour of(JpegFrame frame, boolean jfif, int adobeTransform) {
        if (frame.components().size() == 1) {
            return GREY;
        }
        if (jfif) {
            return YCBCR;
        }
        if (adobeTransform >= 0) {
            return adobeTransform == 0 ? RGB : YCBCR;
        }
        boolean named = frame.components().get(0).name() == 'R'
                && frame.components().get(1).name() == 'G'
                && frame.components().get(2).name() == 'B';
        return named ? RGB : YCBCR;
    }
}
