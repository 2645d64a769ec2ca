package io.penumbra.image;

/** An image as people see it, or why it cannot be shown. */
public sealed interface Shown permits Redrawn, Unreadable {}
