package io.penumbra.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.fuzz.Bytes;
import io.penumbra.fuzz.Fuzz;
import io.penumbra.fuzz.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Whatever a record says, it is an image event that could be written again, or a reason. */
class EventFuzz {
    private static final String EVENT = """
            {"specversion":"1.0","id":"face-1","source":"/c","type":"io.penumbra.image.v1",\
            "time":"2024-05-06T07:00:00Z","label":"blond","subgroups":"sex=male,age=old","more":{"a":[1,2]},\
            "data_base64":"AQIDBAUGBwgJ"}""";
    private static final String SEPARATOR = "\u0001";
    private static final List<String> HEADERS = List.of(
            "ce_specversion=1.0",
            "ce_id=face-1",
            "ce_source=/c",
            "ce_type=io.penumbra.image.v1",
            "ce_time=2024-05-06T07:00:00Z",
            "ce_label=blond",
            "ce_subgroups=sex=male,age=old",
            "content-type=image/jpeg",
            "id=face-1",
            "time=1714979289000",
            "label=blond",
            "subgroups=sex=male");

    private static boolean holds(ImageFormat format, ConsumerRecord<byte[], byte[]> record) {
        Received received = format.read(record);
        if (received instanceof ImageEvent event) {
            assertThat(ImageEvent.of(
                                    event.id(),
                                    event.time(),
                                    event.label(),
                                    event.subgroups(),
                                    event.contentType(),
                                    event.array())
                            .subgroups())
                    .isEqualTo(event.subgroups());
            assertThat(format.image(record)).contains(event.array());
            return true;
        }
        assertThat(((Unreadable) received).message()).isNotBlank().hasSizeLessThanOrEqualTo(300);
        return false;
    }

    @Test
    void structuredEventIsReadOrRefused() {
        var format = new CloudEvents();
        double accepted = Fuzz.run(
                "structured event",
                300_000,
                random -> Json.changed(random, EVENT),
                json -> holds(format, Records.structured(json)));
        assertThat(accepted).isBetween(0.02, 0.9);
    }

    /** Some headers, each changed or not, between separators. */
    private static byte[] headers(RandomGenerator random) {
        String headers = String.join(
                SEPARATOR,
                HEADERS.stream().filter(header -> random.nextInt(10) > 0).toList());
        return random.nextBoolean() ? headers.getBytes(UTF_8) : Bytes.changed(random, headers.getBytes(UTF_8));
    }

    private static Map<String, String> parsed(byte[] headers) {
        var parsed = new HashMap<String, String>();
        for (String header : new String(headers, UTF_8).split(SEPARATOR)) {
            int equals = header.indexOf('=');
            parsed.put(header.substring(0, Math.max(0, equals)), header.substring(equals + 1));
        }
        return parsed;
    }

    @Test
    void headersAreReadOrRefused() {
        List<ImageFormat> formats =
                List.of(new CloudEvents(), new RawImages(new RawFields("id", "time", "label", "subgroups")));
        for (ImageFormat format : formats) {
            double accepted = Fuzz.run(
                    "headers " + format.getClass().getSimpleName(),
                    200_000,
                    EventFuzz::headers,
                    headers -> holds(format, Records.of("face-1", new byte[] {1}, parsed(headers))));
            assertThat(accepted).isBetween(0.1, 0.95);
        }
    }
}
