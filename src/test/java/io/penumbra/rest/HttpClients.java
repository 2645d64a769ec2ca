package io.penumbra.rest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sends many requests at the same time. */
final class HttpClients implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpClient client = HttpClient.newBuilder()
            .executor(threads)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** The status of each answer. */
    List<Integer> get(List<String> urls) {
        List<CompletableFuture<Integer>> sent = urls.stream()
                .map(url -> HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(120))
                        .build())
                .map(request -> client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                        .thenApply(HttpResponse::statusCode))
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
