package io.penumbra.image;

/** The result of decoding an image: its pixels, or why there are none. */
public sealed interface Decoded permits Pixels, Unreadable {}
