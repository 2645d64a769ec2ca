package io.penumbra.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final VerdictEvent EVENT = Verdicts.event("event-1", "pruned-95", "fail");

    private static Webhook webhook(URI url, Optional<String> secret) {
        return webhook(url, secret, Duration.ofSeconds(20));
    }

    private static Webhook webhook(URI url, Optional<String> secret, Duration timeout) {
        return new Webhook(new WebhookSettings(url, timeout, secret.map(Signature::of)), Verdicts.NOW::toEpochMilli);
    }

    @Test
    void requestIsASignedCloudEvent() throws Exception {
        try (var receiver = new Receiver(n -> 204)) {
            assertThat(webhook(receiver.url(), Optional.of(SECRET)).post(EVENT)).isEmpty();
            assertThat(receiver.requests()).singleElement().satisfies(request -> {
                String seconds = Long.toString(Verdicts.NOW.getEpochSecond());
                assertThat(request.body()).isEqualTo(new String(EventJson.structured(EVENT), StandardCharsets.UTF_8));
                assertThat(request.headers())
                        .containsEntry("Content-Type", "application/cloudevents+json")
                        .containsEntry("webhook-id", "event-1")
                        .containsEntry("webhook-timestamp", seconds)
                        .containsEntry(
                                "webhook-signature",
                                Signature.of(SECRET)
                                        .sign(
                                                "event-1",
                                                Verdicts.NOW.getEpochSecond(),
                                                request.body().getBytes(StandardCharsets.UTF_8)));
            });
        }
    }

    @Test
    void withoutASecretNothingIsSigned() throws Exception {
        try (var receiver = new Receiver(n -> 200)) {
            assertThat(webhook(receiver.url(), Optional.empty()).post(EVENT)).isEmpty();
            assertThat(receiver.requests().get(0).headers())
                    .doesNotContainKey("webhook-signature")
                    .containsKey("webhook-id");
        }
    }

    @ParameterizedTest
    @CsvSource({"302", "400", "401", "404", "410", "429", "500", "503"})
    void otherAnswerIsNoReceipt(int status) throws Exception {
        try (var receiver = new Receiver(n -> status)) {
            assertThat(webhook(receiver.url(), Optional.empty()).post(EVENT).orElseThrow())
                    .isEqualTo(
                            "http://127.0.0.1:" + receiver.url().getPort() + " answered " + status + ", expected 2xx");
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void silentServerIsGivenUp() throws Exception {
        try (var receiver = new Receiver(n -> 0)) {
            assertThat(webhook(receiver.url(), Optional.empty(), Duration.ofMillis(300))
                            .post(EVENT)
                            .orElseThrow())
                    .contains("127.0.0.1")
                    .doesNotContain("secret-token");
        }
    }

    @Test
    void refusedConnectionIsSaid() throws Exception {
        URI gone;
        try (var receiver = new Receiver(n -> 200)) {
            gone = receiver.url();
        }
        assertThat(webhook(gone, Optional.empty()).post(EVENT).orElseThrow())
                .startsWith("cannot reach http://127.0.0.1:" + gone.getPort() + ": ")
                .doesNotContain("secret-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/x", "host/x", "http:/x", "/x", "mailto:a@example.org", "https://a:b@host/x"})
    void otherUrlIsRefused(String url) {
        assertThatThrownBy(() -> new WebhookSettings(URI.create(url), Duration.ofSeconds(1), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "8, 60", "1000000, 60"})
    void waitsGrowToAMinute(int failures, int seconds) {
        assertThat(Backoff.after(failures)).hasSeconds(seconds);
    }
}
