package io.penumbra.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static final byte[] KEY = {1, 2};
    private static final byte[] VALUE = {3};
    private static final DeadLetter.Cause CAUSE = new DeadLetter.Cause("Malformed", "no label", "scores", 2, 41);

    private static Headers trace(int size) {
        return new RecordHeaders().add("trace", new byte[size]);
    }

    private static List<String> texts(Headers headers) {
        return Arrays.stream(headers.toArray())
                .map(h -> h.key() + "=" + new String(h.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String message(DeadLetter letter) {
        return new String(
                letter.headers().lastHeader("__streams.errors.message").value(), StandardCharsets.UTF_8);
    }

    @Test
    void theNamesOfKip1034StandBesideTheOriginalHeaders() {
        Headers original = new RecordHeaders().add("trace", new byte[] {'7'});

        DeadLetter letter = DeadLetter.of(KEY, VALUE, original, CAUSE, 1000);

        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.value()).isEqualTo(VALUE);
        assertThat(texts(letter.headers()))
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
        DeadLetter once = DeadLetter.of(KEY, VALUE, new RecordHeaders(), CAUSE, 1000);
        var again = new DeadLetter.Cause("Malformed", "second", "scores.dlq", 0, 2);

        assertThat(texts(DeadLetter.of(KEY, VALUE, once.headers(), again, 2000).headers()))
                .hasSize(6)
                .contains("__streams.errors.message=second", "__streams.errors.topic=scores.dlq");
    }

    @Test
    void aMessageThatQuotesTooMuchIsCutOff() {
        var cause = new DeadLetter.Cause("Malformed", "x".repeat(500_000), "scores", 0, 1);

        assertThat(message(DeadLetter.of(KEY, VALUE, new RecordHeaders(), cause, 10_000)))
                .hasSizeLessThan(1100);
    }

    @Test
    void aValueTooLargeIsLeftOutFirst() {
        DeadLetter letter = DeadLetter.of(KEY, new byte[5000], trace(3), CAUSE, 5000);

        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.value()).isNull();
        assertThat(letter.headers().lastHeader("trace")).isNotNull();
        assertThat(message(letter)).isEqualTo("no label (left out as too large for the topic: value of 5000 bytes)");
    }

    @Test
    void headersTooLargeAreLeftOutNext() {
        DeadLetter letter = DeadLetter.of(KEY, new byte[5000], trace(5000), CAUSE, 5000);

        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.headers().lastHeader("trace")).isNull();
        assertThat(message(letter)).contains("headers of 5015 bytes, value of 5000 bytes");
    }

    @Test
    void aKeyTooLargeGivesItsRoomToHeadersAndValue() {
        DeadLetter letter = DeadLetter.of(new byte[5000], VALUE, trace(3), CAUSE, 5000);

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isEqualTo(VALUE);
        assertThat(letter.headers().lastHeader("trace")).isNotNull();
        assertThat(message(letter)).endsWith("(left out as too large for the topic: key of 5000 bytes)");
    }

    @Test
    void theCauseIsToldWhereNothingElseFits() {
        DeadLetter letter = DeadLetter.of(KEY, VALUE, trace(3), CAUSE, 0);

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(texts(letter.headers())).hasSize(6);
        assertThat(message(letter)).startsWith("no label (");
    }

    @Test
    void absentKeyAndValueAreNotLeftOut() {
        assertThat(message(DeadLetter.of(null, null, new RecordHeaders(), CAUSE, 0)))
                .isEqualTo("no label");
    }

    @Test
    void keyValueAndHeadersTogetherAreBoundedAtEverySize() {
        for (int size = 0; size < 4000; size += 7) {
            DeadLetter letter = DeadLetter.of(new byte[size / 3], new byte[size], trace(size / 2), CAUSE, 2000);
            int bytes = (letter.key() == null ? 0 : letter.key().length)
                    + (letter.value() == null ? 0 : letter.value().length);
            for (var header : letter.headers()) {
                bytes += header.key().length() + header.value().length;
            }
            assertThat(bytes).isLessThanOrEqualTo(2000);
        }
    }
}
