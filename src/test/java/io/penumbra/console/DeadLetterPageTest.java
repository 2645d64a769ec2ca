package io.penumbra.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.wire.DeadLetter;
import io.penumbra.wire.ReadLetter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterPageTest {
    private static final long NOW = Instant.parse("2026-05-06T07:08:09Z").toEpochMilli();

    private static ReadLetter read(long timestampMs, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return ReadLetter.of(new ConsumerRecord<>(
                "penumbra.images.dlq",
                0,
                7,
                timestampMs,
                TimestampType.CREATE_TIME,
                0,
                value == null ? -1 : value.length,
                key,
                value,
                headers,
                Optional.empty()));
    }

    private static ReadLetter letter(long timestampMs, String id, String message) {
        Headers headers = new RecordHeaders().add("ce_id", id.getBytes(UTF_8)).add("ce_source", null);
        var cause = new DeadLetter.Cause("Unreadable", message, "penumbra.images", 3, 41);
        DeadLetter letter = DeadLetter.of("cam-1".getBytes(UTF_8), new byte[2048], headers, cause, 10_000);
        return read(timestampMs, letter.key(), letter.value(), letter.headers());
    }

    @Test
    void lettersAreShownWithTheirReasonAndTheirOwnHeaders() {
        DeadLetterPage page = DeadLetterPage.of(
                List.of(letter(NOW, "a", "corrupt: no end"), letter(NOW + 60_000, "b", "empty: no value")),
                id -> false);
        assertThat(page.letters())
                .containsExactly(
                        new DeadLetterPage.Letter(
                                "2026-05-06 07:09",
                                "penumbra.images.dlq",
                                "penumbra.images-3@41",
                                "empty: no value",
                                "2\u00a0kB",
                                List.of("key: cam-1", "ce_id: b", "ce_source: ")),
                        new DeadLetterPage.Letter(
                                "2026-05-06 07:08",
                                "penumbra.images.dlq",
                                "penumbra.images-3@41",
                                "corrupt: no end",
                                "2\u00a0kB",
                                List.of("key: cam-1", "ce_id: a", "ce_source: ")));
        assertThat(page.trouble()).isEmpty();
    }

    @Test
    void forgottenImagesAreNotShownWhereverTheirIdStands() {
        List<ReadLetter> letters = List.of(letter(NOW, "a", "corrupt"), letter(NOW, "b", "corrupt"));
        assertThat(DeadLetterPage.of(letters, id -> new String(id, UTF_8).equals("a"))
                        .letters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.headers()).contains("ce_id: b"));
        assertThat(DeadLetterPage.of(letters, id -> new String(id, UTF_8).equals("cam-1"))
                        .letters())
                .isEmpty();
    }

    /** Anybody may write to the topic. */
    @Test
    void nonsenseIsShownAsItIs() {
        Headers many = new RecordHeaders().add("\u202Egpj", new byte[] {(byte) 0xFF, 10, 'x'});
        for (int i = 0; i < 100; i++) {
            many.add("h" + i, "v".repeat(10_000).getBytes(UTF_8));
        }
        DeadLetterPage.Letter letter = DeadLetterPage.of(List.of(read(NOW, null, null, many)), id -> false)
                .letters()
                .get(0);
        assertThat(letter.why()).isEmpty();
        assertThat(letter.record()).isEqualTo("-@");
        assertThat(letter.bytes()).isEqualTo("0 bytes");
        assertThat(letter.headers()).hasSize(50).first().isEqualTo("?gpj: ??x");
        assertThat(letter.headers()).allSatisfy(header -> assertThat(header).hasSizeLessThan(600));
    }

    @Test
    void onlyTheLastOnesAreShown() {
        List<ReadLetter> letters = java.util.stream.IntStream.range(0, 60)
                .mapToObj(i -> letter(NOW + i * 60_000L, "id-" + i, "corrupt"))
                .toList();
        assertThat(DeadLetterPage.of(letters, id -> false).letters())
                .hasSize(DeadLetterPage.MOST)
                .first()
                .satisfies(letter -> assertThat(letter.time()).isEqualTo("2026-05-06 08:07"));
    }
}
