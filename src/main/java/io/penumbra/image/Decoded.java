package io.penumbra.image;

/** What encoded bytes turned out to be. */
public sealed interface Decoded permits Pixels, Unreadable {}
