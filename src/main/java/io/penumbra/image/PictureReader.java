package io.penumbra.image;

import org.jspecify.annotations.Nullable;

/**
 * Reads a picture of full size, upright, whichever its format is.
 *
 * @param background for transparent pixels; null refuses them
 */
record PictureReader(Limits limits, @Nullable Background background) {

    Picture read(byte[] encoded, JpegReader jpeg, Room room) throws Refusal {
        checkBytes(encoded);
        if (JpegSegments.begins(encoded)) {
            return jpeg.read(encoded, limits, room);
        }
        if (PngChunks.begins(encoded)) {
            return PngReader.read(encoded, limits, room, background);
        }
        throw new Refusal(Reason.NOT_AN_IMAGE, "the " + encoded.length + " bytes are neither JPEG nor PNG");
    }

    void checkBytes(byte[] encoded) throws Refusal {
        if (encoded.length == 0) {
            throw new Refusal(Reason.EMPTY, "the image has no bytes");
        }
        if (encoded.length > limits.maxBytes()) {
            throw new Refusal(
                    Reason.TOO_MANY_BYTES,
                    "the image has " + encoded.length + " bytes, expected at most " + limits.maxBytes());
        }
    }
}
