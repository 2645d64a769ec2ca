package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawImagesTest {
    private static final byte[] VALUE = {1, 2, 3};
    private static final ImageFormat PLAIN = new RawImages(new RawFields("id", "time", "label", "subgroups"));
    private static final ImageFormat KEYED = new RawImages(new RawFields("key", "taken", "class", "groups"));

    private static Unreadable refused(String header, String text) {
        return (Unreadable) PLAIN.read(Records.of(null, VALUE, Map.of(header, text)));
    }

    @Test
    void bareRecordIsAnImageNamedByItsPlace() {
        ConsumerRecord<byte[], byte[]> bare = Records.of("camera-7", VALUE, Map.of());
        ImageEvent event = (ImageEvent) PLAIN.read(bare);
        assertThat(event.id()).isEqualTo("images-3-42");
        assertThat(event.time()).isEqualTo(Records.SENT);
        assertThat(event.label()).isEmpty();
        assertThat(event.subgroups()).isEmpty();
        assertThat(event.array()).isSameAs(VALUE);
        assertThat(PLAIN.image(bare)).containsSame(VALUE);
        assertThat(PLAIN.isKeyedById()).isFalse();
    }

    @Test
    void headersInAnyCaseSayWhatIsKnown() {
        ImageEvent event = (ImageEvent) PLAIN.read(Records.of(
                "camera-7",
                VALUE,
                Map.of(
                        "ID",
                        "face-1",
                        "Time",
                        "2024-05-06T09:00:00+02:00",
                        "label",
                        "blond",
                        "subgroups",
                        "sex = male")));
        assertThat(event.id()).isEqualTo("face-1");
        assertThat(event.time()).isEqualTo(Instant.parse("2024-05-06T07:00:00Z"));
        assertThat(event.label()).contains("blond");
        assertThat(event.subgroups()).isEqualTo(Map.of("sex", "male"));
    }

    @Test
    void keyAndHeadersOfOtherNamesAreReadWhereConfigured() {
        ImageEvent event = (ImageEvent) KEYED.read(Records.of(
                "é-1", VALUE, Map.of("taken", "1714979289000", "class", "blond", "groups", "sex=male", "id", "other")));
        assertThat(event.id()).isEqualTo("é-1");
        assertThat(event.time()).isEqualTo(Instant.ofEpochMilli(1714979289000L));
        assertThat(event.label()).contains("blond");
        assertThat(event.subgroups()).isEqualTo(Map.of("sex", "male"));
        assertThat(KEYED.isKeyedById()).isTrue();
        assertThat(((ImageEvent) KEYED.read(Records.of(null, VALUE, Map.of()))).id())
                .isEqualTo("images-3-42");
    }

    @Test
    void noValueIsEmpty() {
        assertThat(((Unreadable) PLAIN.read(Records.of("a", null, Map.of()))).reason())
                .isEqualTo(Reason.EMPTY);
        assertThat(((Unreadable) PLAIN.read(Records.of("a", new byte[0], Map.of()))).reason())
                .isEqualTo(Reason.EMPTY);
        assertThat(PLAIN.image(Records.of("a", null, Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time | yesterday | BAD_TIME | time is not",
                "time | 2024-05-06T07:08:09 | BAD_TIME | time has no zone",
                "time | 1714979289 | BAD_TIME | is it a number of seconds?",
                "time | 999999999999999999 | BAD_TIME | outside 1970 to 9999",
                "time | 99999999999999999999 | BAD_TIME | time is not",
                "time | -5 | BAD_TIME | time is not",
                "time | 1714979400000 | BAD_TIME | more than 60 s after",
                "subgroups | male | BAD_SUBGROUPS | subgroups: 'male' is not name=value",
            })
    void whatCannotBeReadIsRefused(String header, String text, Reason reason, String told) {
        Unreadable refused = refused(header, text);
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.message()).contains(told);
    }

    @Test
    void textThatIsNoNameIsABadEvent() {
        assertThat(refused("id", "a\nb").reason()).isEqualTo(Reason.BAD_EVENT);
        assertThat(refused("label", "x".repeat(257)).reason()).isEqualTo(Reason.BAD_EVENT);
        var twice = Records.of(null, VALUE, Map.of("label", "blond", "LABEL", "fair"));
        assertThat(((Unreadable) PLAIN.read(twice)).message())
                .isEqualTo("the record has the header 'label' more than once");
    }

    @Test
    void oneHeaderSaysOneThing() {
        assertThatThrownBy(() -> new RawFields("id", "time", "label", "label")).hasMessageContaining("distinct");
        assertThatThrownBy(() -> new RawFields("ID", "time", "label", "id")).hasMessageContaining("distinct");
    }
}
