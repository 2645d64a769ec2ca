package io.penumbra.event;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where events are posted.
 *
 * @param url {@code http} or {@code https}
 * @param timeout how long an answer may take, more than 0 and at most 1 min
 * @param signature signs each request; empty to sign none
 */
public record WebhookSettings(URI url, Duration timeout, Optional<Signature> signature) {
    /** Less than Kafka waits for a consumer that does not poll, which is 5 min. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    public WebhookSettings {
        String scheme = url.getScheme();
        if (!("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme)) || url.getHost() == null) {
            throw new IllegalArgumentException("url is '" + url + "', expected http://HOST/… or https://HOST/…");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("url names a user, expected none: it would not be sent");
        }
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "timeout is " + timeout.toMillis() + " ms, expected 1 to " + LONGEST_TIMEOUT.toMillis() + " ms");
        }
    }

    /** Scheme, host and port. The path may hold a token, which no log must tell. */
    String server() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
