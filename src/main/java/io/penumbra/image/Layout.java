package io.penumbra.image;

/** The order of a batch's dimensions: N images, C = 3 channels (red, green, blue), H rows, W columns. */
public enum Layout {
    /** Three planes per image, as PyTorch has it. */
    NCHW,
    /** Three neighbouring values per pixel, as TensorFlow has it. */
    NHWC
}
