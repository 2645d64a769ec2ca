package io.penumbra.model;

import java.time.Duration;

/**
 * How models are opened and run.
 *
 * @param threads number of threads that run members side by side
 * @param timeout how long a member may compute on its part of a batch, more than 0
 * @param unverified whether a file may be opened whose digest {@code models.yaml} does not give
 */
public record OpenSettings(int threads, Provider provider, Duration timeout, boolean unverified) {
    /** Far more than a batch takes, and far less than Kafka waits for a consumer. */
    public static final Duration TIMEOUT = Duration.ofMinutes(1);

    public OpenSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", expected at least 1");
        }
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("timeout is " + timeout.toMillis() + " ms, expected at least 1 ms");
        }
    }

    public static OpenSettings of(int threads, Provider provider) {
        return new OpenSettings(threads, provider, TIMEOUT, false);
    }

    public OpenSettings unverified(boolean allowed) {
        return new OpenSettings(threads, provider, timeout, allowed);
    }
}
