package io.penumbra.image;

/** The order of a batch's dimensions: N images, C = 3 channels (red, green, blue), H rows, W columns. */
public enum Layout {
    /** Three planes per image, as in PyTorch. */
    NCHW,
    /** Three neighbouring values per pixel, as in TensorFlow. */
    NHWC
}
