package io.penumbra.console;

import io.penumbra.wire.ReadLetter;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The last records that could not be used, the newest first.
 *
 * @param trouble why they cannot be read; empty if they can
 */
record DeadLetterPage(List<Letter> letters, String trouble) {
    static final int MOST = 20;

    /**
     * A dead letter.
     *
     * @param record the record that could not be used
     * @param headers such as {@code ce_id: a-17}
     */
    record Letter(String time, String topic, String record, String why, String bytes, List<String> headers) {}

    /** @param isForgotten whether bytes are the id of an image that nobody may see any more */
    static DeadLetterPage of(List<ReadLetter> read, Predicate<byte[]> isForgotten) {
        return new DeadLetterPage(
                read.stream()
                        .filter(letter -> letter.ids().stream().noneMatch(isForgotten))
                        .sorted(Comparator.comparing(ReadLetter::time).reversed())
                        .limit(MOST)
                        .map(DeadLetterPage::letter)
                        .toList(),
                "");
    }

    /** @param why a sentence */
    static DeadLetterPage unread(String why) {
        return new DeadLetterPage(List.of(), why);
    }

    private static Letter letter(ReadLetter letter) {
        return new Letter(
                Words.minute(letter.time()),
                letter.topic(),
                letter.record(),
                letter.why(),
                Words.bytes(letter.bytes()),
                Stream.concat(
                                letter.key().stream().map(key -> "key: " + key),
                                letter.headers().stream().map(header -> header.getKey() + ": " + header.getValue()))
                        .toList());
    }
}
