package io.penumbra.forget;

import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of the records of a forgotten image in a topic.
 *
 * @param by when they are gone at the latest; empty if nobody can say
 * @param why one sentence
 */
public record Fate(String topic, Optional<Instant> by, String why) {}
