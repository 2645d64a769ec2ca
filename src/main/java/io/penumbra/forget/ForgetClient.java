package io.penumbra.forget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.penumbra.process.Failure;
import io.penumbra.process.ServiceClient;
import java.net.URI;
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

    private final ServiceClient service;

    /** @param authorization the header that signs in */
    ForgetClient(URI service, Optional<String> authorization) {
        this.service = new ServiceClient(service, authorization, PATIENCE);
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
        HttpRequest.Builder request = service.request("/api/v1/forget")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        return data(service.send(request, BodyHandlers.ofString()));
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
