package io.penumbra.process;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Optional;

/** Asks a running service over HTTP, for commands. */
public final class ServiceClient {
    /** HTTP/1.1: not every server and proxy survives an upgrade to HTTP/2. */
    private final HttpClient http;

    private final String service;
    private final Optional<String> authorization;
    private final Duration patience;

    /**
     * @param authorization the header that signs in
     * @param patience how long an answer may take
     */
    public ServiceClient(URI service, Optional<String> authorization, Duration patience) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
        this.service = service.toString().replaceFirst("/+$", "");
        this.authorization = authorization;
        this.patience = patience;
    }

    /** A request of a path, which begins with a slash. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(service + path)).timeout(patience);
        authorization.ifPresent(header -> request.header("Authorization", header));
        return request;
    }

    /**
     * The answer.
     *
     * @throws Failure if there is none; the message says why
     */
    public <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> as) throws InterruptedException {
        try {
            return http.send(request.build(), as);
        } catch (ConnectException e) {
            throw new Failure(service + ": connection refused", e);
        } catch (IOException e) {
            throw new Failure(service + ": " + Failure.reason(e), e);
        }
    }
}
