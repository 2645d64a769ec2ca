package io.penumbra.event;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Posts events, each as one structured CloudEvent, so that the signature covers all of it. */
final class Webhook {
    private final WebhookSettings settings;
    private final LongSupplier clock;
    private final HttpClient client;

    /** @param clock milliseconds since the epoch */
    Webhook(WebhookSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.clock = clock;
        // HTTP/1.1, because the offer of an upgrade puzzles some servers; a redirection is no receipt
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
    }

    /**
     * Posts an event.
     *
     * @return why it was not taken; empty once the answer is 2xx
     */
    Optional<String> post(VerdictEvent event) throws InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request(event), BodyHandlers.discarding());
        try {
            int status = answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .statusCode();
            return status / 100 == 2
                    ? Optional.empty()
                    : Optional.of(settings.server() + " answered " + status + ", expected 2xx");
        } catch (ExecutionException e) {
            return Optional.of("cannot reach " + settings.server() + ": " + reason(e));
        } catch (TimeoutException e) {
            return Optional.of(settings.server() + " did not answer within "
                    + settings.timeout().toMillis() + " ms");
        } finally {
            answer.cancel(true);
        }
    }

    /** The exception of a refused connection has no message. */
    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        return cause instanceof IOException && cause.getMessage() != null
                ? cause.getMessage()
                : String.valueOf(cause == null ? e : cause.getClass().getSimpleName());
    }

    private HttpRequest request(VerdictEvent event) {
        byte[] body = EventJson.structured(event);
        long seconds = TimeUnit.MILLISECONDS.toSeconds(clock.getAsLong());
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.url())
                .timeout(settings.timeout())
                .header("Content-Type", EventJson.STRUCTURED)
                .header("webhook-id", event.id())
                .header("webhook-timestamp", Long.toString(seconds))
                .POST(BodyPublishers.ofByteArray(body));
        settings.signature()
                .ifPresent(signature -> request.header("webhook-signature", signature.sign(event.id(), seconds, body)));
        return request.build();
    }
}
