package io.penumbra.image;

/** The order of a batch's dimensions: N images, C channels, H rows, W columns. */
public enum Layout {
    /** A plane for each channel, as in PyTorch. */
    NCHW,
    /** The channels of a pixel side by side, as in TensorFlow. */
    NHWC
}
