package io.penumbra.console;

/** A successful answer. */
public record Answer<T>(T data) {}
