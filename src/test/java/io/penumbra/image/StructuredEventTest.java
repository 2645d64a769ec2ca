package io.penumbra.image;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredEventTest {
    private static final String ALL = """
            {"specversion": "1.0", "id": "é-1", "source": "/camera/7", "type": "io.penumbra.image.v1",
             "time": "2024-05-06T09:00:00.5+02:00", "datacontenttype": "image/jpeg", "dataschema": null,
             "label": "blond", "subgroups": "sex = male, age=old", "more": {"a": [1, {"b": 2}]},
             "data_base64": "AQID"}""";

    private static final String LEAST =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/c\",\"type\":\"io.penumbra.image.v1\",@}";

    private static Received read(String json) {
        return new CloudEvents().read(Records.structured(json));
    }

    private static Unreadable refused(String member) {
        return (Unreadable) read(LEAST.replace("@", member));
    }

    @Test
    void eventWithAllAttributesIsRead() {
        ImageEvent event = (ImageEvent) read(ALL);
        assertThat(event.id()).isEqualTo("é-1");
        assertThat(event.time()).isEqualTo("2024-05-06T07:00:00.500Z");
        assertThat(event.label()).contains("blond");
        assertThat(event.subgroups()).isEqualTo(Map.of("age", "old", "sex", "male"));
        assertThat(event.contentType()).isEqualTo("image/jpeg");
        assertThat(event.array()).containsExactly(1, 2, 3);
        assertThat(new CloudEvents().image(Records.structured(ALL))).contains(new byte[] {1, 2, 3});
    }

    @Test
    void jsonMayBeInAnyEncodingOfUnicode() {
        assertThat(((ImageEvent) new CloudEvents().read(Records.structured(ALL.getBytes(UTF_16)))).id())
                .isEqualTo("é-1");
        assertThat(read("\ufeff" + ALL)).isInstanceOf(ImageEvent.class);
    }

    /** The SDK of Python sends the content type of the picture, and a bridge may lose all headers. */
    @Test
    void objectWithoutHeadersOfAnEventIsAnEvent() {
        for (Map<String, String> headers : List.of(Map.of("content-type", "image/png"), Map.<String, String>of())) {
            var record = Records.of(null, ALL.getBytes(UTF_8), headers);
            assertThat(((ImageEvent) new CloudEvents().read(record)).id()).isEqualTo("é-1");
            assertThat(new CloudEvents().image(record)).contains(new byte[] {1, 2, 3});
        }
    }

    @Test
    void headersBesideTheEventAreIgnored() {
        var record = Records.structured(ALL);
        record.headers().add("ce_id", "other".getBytes(UTF_16)).add("ce_specversion", new byte[] {'9'});
        assertThat(((ImageEvent) new CloudEvents().read(record)).id()).isEqualTo("é-1");
    }

    @Test
    void imageOfAnySizeIsRead() {
        var random = new Random(3);
        for (int size : new int[] {1, 2, 3, 4, 1000, 100_001, 3_000_000}) {
            byte[] image = new byte[size];
            random.nextBytes(image);
            for (Base64.Encoder encoder : new Base64.Encoder[] {
                Base64.getEncoder(), Base64.getEncoder().withoutPadding()
            }) {
                String json = LEAST.replace("@", "\"data_base64\":\"" + encoder.encodeToString(image) + "\"");
                assertThat(((ImageEvent) read(json)).array()).isEqualTo(image);
            }
        }
    }

    @Test
    void numberAndTruthAreReadAsText() {
        ImageEvent event = (ImageEvent) read(LEAST.replace("@", "\"label\":1,\"data_base64\":\"AQID\""));
        assertThat(event.label()).contains("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"data\": \"AQID\" | BAD_EVENT | the event has data, expected the image in data_base64",
                "\"time\": null | EMPTY | the event has no data_base64",
                "\"data_base64\": \"\" | EMPTY | the event has no data_base64",
                "\"data_base64\": 17 | BAD_EVENT | data_base64 is not text",
                "\"data_base64\": \"A!ID\" | BAD_EVENT | data_base64 is not base64: Illegal character '!'",
                "\"data_base64\": \"AQ\\uD800ID\" | BAD_EVENT | base64",
                "\"id\": \"2\", \"data_base64\": \"AQID\" | BAD_EVENT | Duplicate field 'id'",
                "\"data_base64\": \"AQID\", \"data_base64\": \"AQID\" | BAD_EVENT | Duplicate field 'data_base64'",
                "\"label\": [\"blond\"], \"data_base64\": \"AQID\" | BAD_EVENT | label is an object or a list",
                "\"label\": \"\\uD800\", \"data_base64\": \"AQID\" | BAD_EVENT | label must be 1 to 256 printable",
                "\"subgroups\": \"sex=\\uD800\", \"data_base64\": \"AQID\" | BAD_SUBGROUPS | subgroups: sex is '?'",
                "\"subgroups\": \"sex=\\u202Em\", \"data_base64\": \"AQID\" | BAD_SUBGROUPS | without U+202E",
                "\"time\": \"2024-05-06T07:08:09\", \"data_base64\": \"AQID\" | BAD_TIME | time has no zone",
                "\"time\": 1714979289000, \"data_base64\": \"AQID\" | BAD_TIME | time is not an RFC 3339 time",
            })
    void whatIsNoImageEventIsRefused(String members, Reason reason, String told) {
        Unreadable refused = refused(members);
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.message()).contains(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "null", "17", "\"text\"", "{}", "{\"id\":", "{\"id\":\"1\"}{}", "\u0000", "{'a':1}"})
    void whatIsNoJsonObjectIsRefused(String json) {
        assertThat(read(json)).isInstanceOf(Unreadable.class);
    }

    @Test
    void eventWithoutAVersionIsNoPlainPicture() {
        assertThat(((Unreadable) read("{\"id\":\"1\",\"data_base64\":\"AQID\"}")).message())
                .isEqualTo("the event has no specversion, expected 1.0");
    }

    @Test
    void listOfEventsIsNamed() {
        assertThat(((Unreadable) read("[" + ALL + "]")).message()).contains("a batch of events");
        assertThat(((Unreadable) read(ALL + ALL)).message()).contains("goes on after the event");
    }

    @Test
    void hostileJsonIsRefusedSoon() {
        String image = ",\"data_base64\":\"AQID\"";
        assertThat(refused("\"a\":" + "[".repeat(100_000)).message()).contains("nesting depth");
        assertThat(refused("\"a\":" + "[".repeat(1000) + "]".repeat(1000) + image)
                        .message())
                .contains("nesting depth");
        assertThat(refused("\"a\":[" + "1,".repeat(1_000_000) + "1]" + image).message())
                .contains("Token count");
        assertThat(refused("\"label\":\"" + "x".repeat(5_000_000) + "\"" + image)
                        .message())
                .contains("length");
        assertThat(refused("\"" + "x".repeat(5_000_000) + "\":1" + image).message())
                .contains("Name");
        assertThat(refused("\"label\":" + "9".repeat(5_000_000) + image).message())
                .contains("length");
        assertThat(read(LEAST.replace("@", "\"more\":\"" + "x".repeat(5_000_000) + "\"" + image)))
                .as("an extension that nobody reads")
                .isInstanceOf(ImageEvent.class);
    }
}
