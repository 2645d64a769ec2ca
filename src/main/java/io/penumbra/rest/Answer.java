package io.penumbra.rest;

/** A successful answer. */
public record Answer<T>(T data) {}
