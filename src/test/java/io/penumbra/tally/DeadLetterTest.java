package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static List<String> texts(Headers headers) {
        return Arrays.stream(headers.toArray())
                .map(h -> h.key() + "=" + new String(h.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void theNamesOfKip1034StandBesideTheOriginalHeaders() {
        Headers original = new RecordHeaders().add("trace", new byte[] {'7'});

        assertThat(texts(DeadLetter.headers(original, "Malformed", "no label", "scores", 2, 41)))
                .containsExactly(
                        "trace=7",
                        "__streams.errors.exception=Malformed",
                        "__streams.errors.message=no label",
                        "__streams.errors.topic=scores",
                        "__streams.errors.partition=2",
                        "__streams.errors.offset=41",
                        "__streams.errors.stacktrace=");
        assertThat(texts(original)).containsExactly("trace=7");
    }

    @Test
    void aRecordThatFailsTwiceTellsOfTheSecondTime() {
        Headers once = DeadLetter.headers(new RecordHeaders(), "Malformed", "first", "scores", 0, 1);

        assertThat(texts(DeadLetter.headers(once, "Malformed", "second", "scores.dlq", 0, 2)))
                .hasSize(6)
                .contains("__streams.errors.message=second", "__streams.errors.topic=scores.dlq");
    }

    @Test
    void aMessageThatQuotesTooMuchIsCutOff() {
        Headers headers = DeadLetter.headers(new RecordHeaders(), "Malformed", "x".repeat(500_000), "scores", 0, 1);

        assertThat(headers.lastHeader("__streams.errors.message").value()).hasSizeLessThan(1100);
    }
}
