package io.penumbra.image;

/** The result of reading a record of the images topic: the event, or why there is none. */
public sealed interface Received permits ImageEvent, Unreadable {}
