package io.penumbra.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskGateTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, pruned-95, http://localhost:8080/candidates/pruned-95",
        "http://ann:secret@localhost:8080, pruned-95, http://localhost:8080/candidates/pruned-95",
        "https://penumbra.example/, int8 static/2, https://penumbra.example/candidates/int8%20static%2F2",
    })
    void pageIsThatOfTheCandidateBesideTheService(String service, String candidate, String page) {
        assertThat(AskGate.page(URI.create(service), candidate)).isEqualTo(page);
    }
}
