package io.penumbra.image;

/** What a record of the images topic turned out to be. */
public sealed interface Received permits ImageEvent, Unreadable {}
