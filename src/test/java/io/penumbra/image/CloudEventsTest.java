package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {

    private static final Instant SENT = Instant.parse("2024-05-06T07:08:09Z");
    private static final byte[] VALUE = {1, 2, 3};

    /** What {@code kcat -H ce_id=… -H …} sends. */
    private static Headers headers() {
        Headers headers = new RecordHeaders();
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", "000001");
        put(headers, "ce_source", "/camera/7");
        put(headers, "ce_type", "io.penumbra.image.v1");
        put(headers, "content-type", "image/jpeg");
        return headers;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Received read(Headers headers, byte @Nullable [] value) {
        return new CloudEvents().read(record(headers, value));
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> record(Headers headers, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                "images",
                3,
                42,
                SENT.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                3,
                null,
                value,
                headers,
                Optional.empty());
    }

    private static Reason reason(Headers headers) {
        return ((Unreadable) read(headers, VALUE)).reason();
    }

    @Test
    void recordWithTheLeastHeadersIsAnEvent() {
        ImageEvent event = (ImageEvent) read(headers(), VALUE);
        assertThat(event.id()).isEqualTo("000001");
        assertThat(event.time()).isEqualTo(SENT);
        assertThat(event.label()).isEmpty();
        assertThat(event.subgroups()).isEmpty();
        assertThat(event.contentType()).isEqualTo("image/jpeg");
        assertThat(event.encoded().remaining()).isEqualTo(event.size()).isEqualTo(3);
        assertThat(event.encoded().isReadOnly()).isTrue();
    }

    @Test
    void recordWithAllHeadersIsAnEvent() {
        Headers headers = headers();
        put(headers, "ce_time", "2024-05-06T09:00:00.5+02:00");
        put(headers, "ce_label", "blond");
        put(headers, "ce_subgroups", "sex=male, age=old");
        put(headers, "traceparent", "00-abc");
        ImageEvent event = (ImageEvent) read(headers, VALUE);
        assertThat(event.time()).isEqualTo(Instant.parse("2024-05-06T07:00:00.5Z"));
        assertThat(event.label()).contains("blond");
        assertThat(event.subgroups()).isEqualTo(Map.of("age", "old", "sex", "male"));
        assertThat(event.subgroups().firstKey()).isEqualTo("age");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        ImageEvent event = ImageEvent.of(
                "é-1",
                SENT.plusNanos(5),
                Optional.of("blond"),
                Map.of("sex", "male", "age", "old"),
                "image/png",
                VALUE);
        ProducerRecord<byte[], byte[]> written = ImageRecords.write("images", URI.create("/replay"), event);
        assertThat(written.topic()).isEqualTo("images");
        assertThat(written.key()).isEqualTo("é-1".getBytes(StandardCharsets.UTF_8));
        assertThat(written.timestamp()).isNull();
        assertThat(written.headers())
                .extracting(Header::key)
                .containsExactlyInAnyOrder(
                        "ce_specversion",
                        "ce_id",
                        "ce_source",
                        "ce_type",
                        "ce_time",
                        "content-type",
                        "ce_label",
                        "ce_subgroups");
        assertThat(written.headers().lastHeader("ce_subgroups").value())
                .asString()
                .isEqualTo("age=old,sex=male");
        ImageEvent back = (ImageEvent) read(written.headers(), written.value());
        assertThat(back).usingRecursiveComparison().isEqualTo(event);
    }

    @Test
    void noValueIsEmpty() {
        assertThat(((Unreadable) read(headers(), null)).reason()).isEqualTo(Reason.EMPTY);
        assertThat(((Unreadable) read(headers(), new byte[0])).message()).contains("images-3@42");
    }

    @Test
    void noIdIsMissingId() {
        Headers none = headers();
        none.remove("ce_id");
        assertThat(reason(none)).isEqualTo(Reason.MISSING_ID);
        Headers blank = headers();
        put(blank, "ce_id", " ");
        assertThat(reason(blank)).isEqualTo(Reason.MISSING_ID);
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion, 9.9",
        "ce_specversion, 0.3",
        "ce_type, com.example.other",
        "ce_source, ''",
        "content-type, application/cloudevents+json",
        "content-type, application/cloudevents+avro",
        "content-type, application/cloudevents-batch+json",
        "ce_id, 'a\u0000b'",
        "ce_label, 'a\nb'"
    })
    void otherViolationsAreBadEvents(String name, String value) {
        Headers headers = headers();
        put(headers, name, value);
        if (name.equals("content-type")) {
            headers.remove("ce_specversion");
        }
        assertThat(reason(headers)).isEqualTo(Reason.BAD_EVENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_source", "ce_type"})
    void missingRequiredHeaderIsABadEvent(String name) {
        Headers headers = headers();
        headers.remove(name);
        assertThat(reason(headers)).isEqualTo(Reason.BAD_EVENT);
    }

    @Test
    void headerTwiceIsABadEvent() {
        assertThat(reason(headers().add("ce_id", new byte[] {'b'}))).isEqualTo(Reason.BAD_EVENT);
    }

    @Test
    void overlongIdIsABadEvent() {
        Headers headers = headers();
        put(headers, "ce_id", "x".repeat(257));
        assertThat(reason(headers)).isEqualTo(Reason.BAD_EVENT);
    }

    @Test
    void namesOfHeadersMayBeInAnyCase() {
        Headers headers = new RecordHeaders();
        headers().forEach(header -> put(headers, header.key().toUpperCase(Locale.ROOT), text(header)));
        put(headers, "Ce_Label", "blond");
        ImageEvent event = (ImageEvent) read(headers, VALUE);
        assertThat(event.id()).isEqualTo("000001");
        assertThat(event.label()).contains("blond");
        assertThat(event.contentType()).isEqualTo("image/jpeg");
        put(headers, "ce_id", "another");
        assertThat(reason(headers)).isEqualTo(Reason.BAD_EVENT);
    }

    @Test
    void headersOfHttpAreNamed() {
        Headers headers = new RecordHeaders();
        headers().forEach(header -> put(headers, header.key().replace('_', '-'), text(header)));
        assertThat(((Unreadable) read(headers, VALUE)).message()).contains("over HTTP", "expected ce_specversion");
        put(headers, "content-type", "application/cloudevents-batch+json");
        assertThat(((Unreadable) read(headers, VALUE)).message()).contains("batch of events");
    }

    @Test
    void typeIsTheOneThatIsConfigured() {
        Headers headers = headers();
        put(headers, "ce_type", "com.example.photo");
        ImageFormat format = new CloudEvents("com.example.photo");
        assertThat(format.read(record(headers, VALUE))).isInstanceOf(ImageEvent.class);
        assertThat(((Unreadable) format.read(record(headers(), VALUE))).message())
                .isEqualTo("ce_type is 'io.penumbra.image.v1', expected com.example.photo");
    }

    @Test
    void imageIsReadBackWhateverElseTheRecordSays() {
        ImageFormat format = new CloudEvents();
        assertThat(format.image(record(new RecordHeaders(), VALUE))).containsSame(VALUE);
        assertThat(format.image(record(headers(), null))).isEmpty();
    }

    @Test
    void headerWithoutValueCountsAsNone() {
        assertThat(read(headers().add("ce_label", null), VALUE)).isInstanceOf(ImageEvent.class);
        assertThat(reason(headers().remove("ce_id").add("ce_id", null))).isEqualTo(Reason.MISSING_ID);
        assertThat(reason(headers().remove("ce_specversion").add("ce_specversion", null)))
                .isEqualTo(Reason.BAD_EVENT);
        assertThat(read(headers().remove("content-type").add("content-type", null), VALUE))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2024-05-06",
                "2024-05-06T07:08:09",
                "1969-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "2024-05-07T07:08:10Z",
                "1714979289"
            })
    void impossibleTimeIsBadTime(String time) {
        Headers headers = headers();
        put(headers, "ce_time", time);
        assertThat(reason(headers)).isEqualTo(Reason.BAD_TIME);
    }

    @Test
    void noTimeAnywhereIsBadTime() {
        ConsumerRecord<byte[], byte[]> timeless = new ConsumerRecord<>("images", 0, 0, null, VALUE);
        headers().forEach(header -> timeless.headers().add(header));
        assertThat(((Unreadable) new CloudEvents().read(timeless)).reason()).isEqualTo(Reason.BAD_TIME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "male",
                "sex=",
                "=male",
                "sex=male,",
                "sex=male,,age=old",
                "sex=male,sex=female",
                "sex=ma=le",
                "sex=ma\u0007le",
                "sex=\u202emale",
                "sex=ma\u2069le,age=old",
                "sex\u200b=male",
                "sex=male;age\n=old",
                "sex=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1,j=1,k=1,l=1,m=1,n=1,o=1,p=1,q=1"
            })
    void malformedSubgroupsAreBadSubgroups(String subgroups) {
        Headers headers = headers();
        put(headers, "ce_subgroups", subgroups);
        assertThat(reason(headers)).isEqualTo(Reason.BAD_SUBGROUPS);
    }

    @Test
    void wordsOfSubgroupsAreTrimmedAndComposed() {
        Headers headers = headers();
        put(headers, "ce_subgroups", " sex\u00a0= m\u00a0,age =\u2003a\u0308lter ");
        ImageEvent event = (ImageEvent) read(headers, VALUE);
        assertThat(event.subgroups()).isEqualTo(Map.of("sex", "m", "age", "\u00e4lter"));
        assertThat(ImageEvent.of("a", SENT, Optional.empty(), event.subgroups(), "image/png", VALUE)
                        .subgroups())
                .as("it can be written again")
                .isEqualTo(event.subgroups());
    }

    @Test
    void overlongAndUndecodableSubgroupsAreBadSubgroups() {
        Headers overlong = headers();
        put(overlong, "ce_subgroups", "sex=male" + " ".repeat(2000));
        assertThat(reason(overlong)).isEqualTo(Reason.BAD_SUBGROUPS);
        Headers undecodable = headers().add("ce_subgroups", new byte[] {'a', '=', (byte) 0xC3, (byte) 0x28});
        assertThat(reason(undecodable)).isEqualTo(Reason.BAD_SUBGROUPS);
    }

    @Test
    void emptyLabelAndSubgroupsCountAsNone() {
        Headers headers = headers();
        put(headers, "ce_label", "");
        put(headers, "ce_subgroups", " ");
        ImageEvent event = (ImageEvent) read(headers, VALUE);
        assertThat(event.label()).isEmpty();
        assertThat(event.subgroups()).isEmpty();
    }

    @Test
    void eventThatCouldNotBeReadBackIsNotMade() {
        Optional<String> blond = Optional.of("blond");
        Map<String, String> none = Map.of();
        assertThatThrownBy(() -> ImageEvent.of(" ", SENT, blond, none, "image/png", VALUE))
                .hasMessageContaining("image id");
        assertThatThrownBy(() -> ImageEvent.of("1", SENT, Optional.of("\n"), none, "image/png", VALUE))
                .hasMessageContaining("label");
        assertThatThrownBy(() -> ImageEvent.of("1", SENT, blond, Map.of("a", "b,c"), "image/png", VALUE))
                .hasMessageContaining("b,c");
        assertThatThrownBy(() -> ImageEvent.of("1", Instant.MAX, blond, none, "image/png", VALUE))
                .hasMessageContaining("time");
        assertThatThrownBy(() -> ImageEvent.of("1", SENT, blond, none, "image/png", new byte[0]))
                .hasMessageContaining("no bytes");
    }
}
