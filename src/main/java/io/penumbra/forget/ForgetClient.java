package io.penumbra.forget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.penumbra.process.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Has a running service forget images, over HTTP. */
final class ForgetClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    /** HTTP/1.1: not every server and proxy survives an upgrade to HTTP/2. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final String service;
    private final Optional<String> authorization;

    /** @param authorization the header that signs in */
    ForgetClient(URI service, Optional<String> authorization) {
        this.service = service.toString().replaceFirst("/+$", "");
        this.authorization = authorization;
    }

    /**
     * Forgets images.
     *
     * @return the data of the answer
     * @throws Failure if the service does not do it; the message says why
     */
    JsonNode forget(List<String> ids) throws InterruptedException {
        var body = JSON.createObjectNode();
        ids.forEach(body.putArray("ids")::add);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + "/api/v1/forget"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        authorization.ifPresent(header -> request.header("Authorization", header));
        try {
            return data(http.send(request.build(), BodyHandlers.ofString()));
        } catch (ConnectException e) {
            throw new Failure(service + ": connection refused", e);
        } catch (IOException e) {
            throw new Failure(service + ": " + Failure.reason(e), e);
        }
    }

    private static JsonNode data(HttpResponse<String> response) {
        JsonNode answer;
        try {
            answer = JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new Failure("HTTP status " + response.statusCode() + " without a reason", e);
        }
        JsonNode data = answer.path("data");
        if (response.statusCode() == 200 && data.isObject()) {
            return data;
        }
        String error = answer.path("error").asText();
        throw new Failure(error.isEmpty() ? "HTTP status " + response.statusCode() + " without a reason" : error);
    }
}
