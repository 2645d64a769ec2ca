package io.penumbra.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a Prometheus answers. */
public record PrometheusApi(String url) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public boolean isReady() {
        try {
            return answer("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The series of an instant query, each with its labels and value. */
    public List<JsonNode> query(String expression) {
        var series = new ArrayList<JsonNode>();
        get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result")
                .forEach(series::add);
        return series;
    }

    /** What its API answers, under {@code data}. */
    public JsonNode get(String path) {
        try {
            HttpResponse<String> answer = answer("/api/v1/" + path);
            assertThat(answer.statusCode()).as("%s%n%s", path, answer.body()).isEqualTo(200);
            return new ObjectMapper().readTree(answer.body()).path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private HttpResponse<String> answer(String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
