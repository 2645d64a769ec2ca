package io.penumbra.labelling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.penumbra.process.ServiceClient;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks the audit of a running service over HTTP. */
final class AuditClient {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final JsonMapper JSON = new JsonMapper();

    /** What the service does not do. The message is its sentence. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message);
        }
    }

    private final ServiceClient service;
    private final String by;

    /**
     * @param by who labels, where access is open
     * @param authorization the header that signs in
     */
    AuditClient(URI service, String by, Optional<String> authorization) {
        this.service = new ServiceClient(service, authorization, PATIENCE);
        this.by = by;
    }

    /** The next images to label. They belong to who asks for 10 minutes. */
    JsonNode next(Optional<String> candidate, int most) throws InterruptedException, Refusal {
        HttpResponse<String> response = service.send(
                service.request("/api/v1/audit?limit=" + most + "&by=" + encoded(by)
                        + candidate.map(name -> "&candidate=" + encoded(name)).orElse("")),
                BodyHandlers.ofString());
        return data(response);
    }

    /** The bytes of a picture, whose path an answer gave. */
    byte[] picture(String path) throws InterruptedException, Refusal {
        HttpResponse<byte[]> response = service.send(service.request(path), BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw new Refusal(reason(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8)));
        }
        return response.body();
    }

    /** Labels an image. */
    void label(String id, String label, Optional<String> note) throws InterruptedException, Refusal {
        var body = JSON.createObjectNode().put("label", label);
        note.ifPresent(text -> body.put("note", text));
        HttpRequest.Builder request = service.request("/api/v1/audit/" + encoded(id) + "?by=" + encoded(by))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        data(service.send(request, BodyHandlers.ofString()));
    }

    private static JsonNode data(HttpResponse<String> response) throws Refusal {
        if (response.statusCode() != OK) {
            throw new Refusal(reason(response.statusCode(), response.body()));
        }
        try {
            JsonNode data = JSON.readTree(response.body()).path("data");
            if (data.isMissingNode()) {
                throw new Refusal("the answer is not from Penumbra: it has no data");
            }
            return data;
        } catch (JsonProcessingException e) {
            throw new Refusal("the answer is not from Penumbra: " + e.getOriginalMessage());
        }
    }

    private static String reason(int status, String body) {
        try {
            String error = JSON.readTree(body).path("error").asText();
            return error.isEmpty() ? "HTTP status " + status : error;
        } catch (JsonProcessingException e) {
            return "HTTP status " + status + " without a reason";
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
