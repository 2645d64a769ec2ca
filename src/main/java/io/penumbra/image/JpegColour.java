package io.penumbra.image;

/** The colour model of a JPEG. */
enum JpegColour {
    GREY,
    YCBCR,
    RGB,
    CMYK,
    /** CMYK whose first three components are stored as YCbCr. */
    YCCK;

    int components() {
        return switch (this) {
            case GREY -> 1;
            case YCBCR, RGB -> 3;
            case CMYK, YCCK -> 4;
        };
    }

    /** @throws Refusal if no colour model has so many components */
    static void checkComponents(JpegFrame frame) throws Refusal {
        int components = frame.components().size();
        if (components != 1 && components != 3 && components != 4) {
            throw new Refusal(
                    Reason.UNSUPPORTED_COLOUR, "the JPEG has " + components + " components, expected 1, 3 or 4");
        }
    }

    /**
     * The colour model of the frame, by libjpeg's rules. Of three components, in this order: JFIF means YCbCr, then
     * Adobe's transform decides, then the components' names. Of four components, Adobe's transform decides.
     *
     * @param adobeTransform −1 if there is no Adobe segment
     */
    static JpegColour of(JpegFrame frame, boolean jfif, int adobeTransform) {
        int components = frame.components().size();
        if (components == 1) {
            return GREY;
        }
        if (components == 4) {
            return adobeTransform > 0 ? YCCK : CMYK;
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
