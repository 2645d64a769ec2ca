package io.penumbra.wire;

import io.penumbra.image.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter without its value. Anybody may have written it, so that each part may be empty or nonsense.
 *
 * @param topic the topic of dead letters
 * @param time the record's timestamp
 * @param why the reason and a sentence about it
 * @param record the record that could not be used, as topic, partition and offset
 * @param bytes length of its value
 * @param key its key as text; empty if it has none
 * @param headers the headers that it came with
 * @param ids what may be the id of its image: the key, and the values of its headers
 */
public record ReadLetter(
        String topic,
        Instant time,
        String why,
        String record,
        int bytes,
        Optional<String> key,
        List<Map.Entry<String, String>> headers,
        List<byte[]> ids) {
    private static final int MOST_HEADERS = 50;
    private static final int LONGEST = 500;

    public ReadLetter {
        headers = List.copyOf(headers);
        ids = List.copyOf(ids);
    }

    public static ReadLetter of(ConsumerRecord<byte[], byte[]> letter) {
        var error = new LinkedHashMap<String, String>();
        var headers = new ArrayList<Map.Entry<String, String>>();
        var ids = new ArrayList<byte[]>();
        if (letter.key() != null) {
            ids.add(letter.key());
        }
        for (Header header : letter.headers()) {
            if (header.key().startsWith(DeadLetter.PREFIX)) {
                error.put(header.key().substring(DeadLetter.PREFIX.length()), text(header.value()));
                continue;
            }
            if (header.value() != null) {
                ids.add(header.value());
            }
            if (headers.size() < MOST_HEADERS) {
                headers.add(Map.entry(cut(header.key()), text(header.value())));
            }
        }
        return new ReadLetter(
                letter.topic(),
                Instant.ofEpochMilli(letter.timestamp()),
                error.getOrDefault("message", ""),
                error.getOrDefault("topic", "") + "-" + error.getOrDefault("partition", "") + "@"
                        + error.getOrDefault("offset", ""),
                Math.max(0, letter.serializedValueSize()),
                Optional.ofNullable(letter.key()).map(ReadLetter::text),
                headers,
                ids);
    }

    private static String text(byte[] value) {
        return value == null ? "" : cut(new String(value, StandardCharsets.UTF_8));
    }

    private static String cut(String text) {
        return Text.printable(text, LONGEST);
    }
}
