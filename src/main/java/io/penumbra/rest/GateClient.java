package io.penumbra.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.penumbra.process.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Asks the gate of a running service over HTTP.
 *
 * @param <T> the data of its answer
 */
final class GateClient<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModules(new Jdk8Module(), new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** The result of one request. */
    sealed interface Asked<T> permits Answered, NotNow, Refused {}

    record Answered<T>(T answer) implements Asked<T> {}

    /** There is no answer now; asking again may help. */
    record NotNow<T>(String why) implements Asked<T> {}

    /** There is no answer, and asking again will not help. */
    record Refused<T>(String why) implements Asked<T> {}

    /** HTTP/1.1: not every server and proxy survives an upgrade to HTTP/2. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final URI url;
    private final Optional<String> token;
    private final TypeReference<Answer<T>> type;
    private final Predicate<T> isWhole;

    private GateClient(
            URI service, String path, Optional<String> token, TypeReference<Answer<T>> type, Predicate<T> isWhole) {
        this.token = token.filter(text -> !text.isBlank());
        this.url = URI.create(service.toString().replaceFirst("/+$", "") + path);
        this.type = type;
        this.isWhole = isWhole;
    }

    /**
     * Asks for the verdict.
     *
     * @param service the URL of the service's REST API, for example {@code http://localhost:8080}
     * @param version digest of the candidate version
     * @param baseline digest of the baseline version
     * @param token of the gate
     */
    static GateClient<GateAnswer> ofVerdict(
            URI service,
            String candidate,
            Optional<String> version,
            Optional<String> baseline,
            Optional<String> token) {
        return new GateClient<>(
                service,
                "/api/v1/gate?" + parameter("candidate", candidate).substring(1)
                        + version.map(digest -> parameter("version", digest)).orElse("")
                        + baseline.map(digest -> parameter("baseline", digest)).orElse(""),
                token,
                new TypeReference<>() {},
                answer -> answer.verdict() != null && answer.reasons() != null);
    }

    /** Asks for the plan, likewise. */
    static GateClient<PlanAnswer> ofPlan(URI service, String candidate, Optional<String> token) {
        return new GateClient<>(
                service,
                "/api/v1/gate/plan?" + parameter("candidate", candidate).substring(1),
                token,
                new TypeReference<>() {},
                answer -> answer.forecast() != null && answer.questions() != null);
    }

    private static String parameter(String name, String value) {
        return "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    URI url() {
        return url;
    }

    Asked<T> ask() throws InterruptedException {
        HttpResponse<String> response;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(PATIENCE).header("Accept", "application/json");
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        try {
            response = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            return new NotNow<>(reason(e));
        }
        int status = response.statusCode();
        if (status >= 500) {
            return new NotNow<>(error(response));
        }
        if (status != 200) {
            return new Refused<>(error(response));
        }
        try {
            Answer<T> answer = JSON.readValue(response.body(), type);
            return answer == null || answer.data() == null || !isWhole.test(answer.data())
                    ? new Refused<>("the answer is not from Penumbra: it has no verdict")
                    : new Answered<>(answer.data());
        } catch (JsonProcessingException e) {
            return new Refused<>("the answer is not from Penumbra: " + e.getOriginalMessage());
        }
    }

    private static String reason(IOException e) {
        if (e instanceof HttpTimeoutException) {
            return "no answer within " + PATIENCE.toSeconds() + " s";
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "the host is unknown";
            }
        }
        if (e instanceof ConnectException) {
            return "connection refused";
        }
        return Failure.reason(e);
    }

    /** The sentence in {@code {"error": "…"}}, or the HTTP status if the answer is not from Penumbra. */
    private static String error(HttpResponse<String> response) {
        try {
            JsonNode error = JSON.readTree(response.body()).path("error");
            if (error.isTextual()) {
                return error.asText();
            }
        } catch (JsonProcessingException e) {
            return "HTTP status " + response.statusCode() + " without a reason";
        }
        return "HTTP status " + response.statusCode();
    }
}
