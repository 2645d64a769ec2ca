package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The forms in which people send an image, and what becomes of each. */
class EventFormsTest {
    private static final byte[] IMAGE = {1, 2, 3};
    private static final ImageFormat EVENTS = new CloudEvents();

    /** A whole event; a header of an empty text is left out. */
    private static Map<String, String> with(String... changes) {
        var headers = new HashMap<>(Map.of(
                "ce_specversion", "1.0",
                "ce_id", "face-1",
                "ce_source", "urn:example:camera",
                "ce_type", "io.penumbra.image.v1",
                "content-type", "image/jpeg",
                "ce_label", "blond",
                "ce_subgroups", "sex=male,age=old"));
        for (int i = 0; i < changes.length; i += 2) {
            headers.put(changes[i], changes[i + 1]);
        }
        headers.values().removeIf(String::isEmpty);
        return headers;
    }

    private static ImageEvent read(Map<String, String> headers) {
        return image(EVENTS, Records.of("face-1", IMAGE, headers));
    }

    private static ImageEvent image(ImageFormat format, ConsumerRecord<byte[], byte[]> record) {
        ImageEvent event = (ImageEvent) format.read(record);
        assertThat(event.array()).isEqualTo(IMAGE);
        assertThat(format.image(record)).contains(IMAGE);
        return event;
    }

    private static String refused(Map<String, String> headers) {
        Unreadable refused = (Unreadable) EVENTS.read(Records.of("face-1", IMAGE, headers));
        return refused.reason().text() + ": " + refused.message();
    }

    private static void isWhole(ImageEvent event) {
        assertThat(event.id()).isEqualTo("face-1");
        assertThat(event.label()).contains("blond");
        assertThat(event.subgroups()).isEqualTo(Map.of("sex", "male", "age", "old"));
    }

    @Test
    void structuredModeWithBase64() {
        isWhole(image(EVENTS, Records.structured("""
                                {"specversion":"1.0","id":"face-1","source":"urn:example:camera","type":"io.penumbra.image.v1",
                                "label":"blond","subgroups":"sex=male,age=old","data_base64":"AQID"}""")));
    }

    @Test
    void noContentType() {
        isWhole(read(with("content-type", "")));
    }

    @Test
    void wrongContentType() {
        isWhole(read(with("content-type", "image/png; x=y")));
        isWhole(read(with("content-type", "text/html")));
    }

    @Test
    void headersInCapitals() {
        var capitals = new HashMap<String, String>();
        with().forEach((name, text) -> capitals.put(name.toUpperCase(Locale.ROOT), text));
        isWhole(read(capitals));
    }

    @Test
    void otherType() {
        assertThat(refused(with("ce_type", "com.example.photo")))
                .isEqualTo("bad_event: ce_type is 'com.example.photo', expected io.penumbra.image.v1");
        isWhole(image(
                new CloudEvents("com.example.photo"),
                Records.of("face-1", IMAGE, with("ce_type", "com.example.photo"))));
    }

    @Test
    void otherVersion() {
        assertThat(refused(with("ce_specversion", "0.3")))
                .isEqualTo("bad_event: ce_specversion is '0.3', expected 1.0");
    }

    @Test
    void noHeadersAtAll() {
        assertThat(refused(Map.of()))
                .startsWith("bad_event: the record has no ce_specversion")
                .endsWith("plain images need penumbra.images.format=raw");
        ImageEvent raw = image(
                new RawImages(new RawFields("id", "time", "label", "subgroups")), Records.of(null, IMAGE, Map.of()));
        assertThat(raw.id()).isEqualTo("images-3-42");
        assertThat(raw.label()).isEqualTo(Optional.empty());
    }

    @Test
    void spacesInSubgroups() {
        isWhole(read(with("ce_subgroups", " sex = male ,\u00a0age=old\t")));
    }

    /** The tally ignores {@code Sex} where {@code sex} is counted, and says so once. */
    @Test
    void capitalsInSubgroups() {
        assertThat(read(with("ce_subgroups", "Sex=Male")).subgroups()).isEqualTo(Map.of("Sex", "Male"));
    }

    @Test
    void timeWithAZone() {
        assertThat(read(with("ce_time", "2024-05-06T09:00:00+02:00")).time())
                .isEqualTo(Instant.parse("2024-05-06T07:00:00Z"));
    }

    @Test
    void timeWithoutAZone() {
        assertThat(refused(with("ce_time", "2024-05-06T07:00:00")))
                .isEqualTo("bad_time: ce_time has no zone, expected one such as 'Z' or '+02:00' at its end:"
                        + " '2024-05-06T07:00:00'");
    }

    @Test
    void valuesInUnicode() {
        ImageEvent event = read(with("ce_id", "顔-1", "ce_label", "金髪", "ce_subgroups", "性別=男"));
        assertThat(event.id()).isEqualTo("顔-1");
        assertThat(event.label()).contains("金髪");
        assertThat(event.subgroups()).isEqualTo(Map.of("性別", "男"));
    }

    @Test
    void noKey() {
        isWhole(image(EVENTS, Records.of(null, IMAGE, with())));
    }
}
