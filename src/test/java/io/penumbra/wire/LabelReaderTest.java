package io.penumbra.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelReaderTest {
    private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final byte[] KEY = "face-1".getBytes(UTF_8);

    private final LabelReader reader = new LabelReader(Duration.ofMinutes(1));

    private LabelRead read(String json) {
        return reader.read(KEY, json.getBytes(UTF_8), NOW);
    }

    private Label label(String json) {
        return ((LabelRead.Given) read(json)).label();
    }

    private String malformed(String json) {
        return ((LabelRead.Malformed) read(json)).message();
    }

    @Test
    void subgroupsAreTrimmedAndComposed() {
        assertThat(label("{\"label\": \"blond\", \"subgroups\": {\" sex\": \"m\\u00a0\", \"age\": \" a\u0308lter\"}}"))
                .isEqualTo(new Label("blond", Map.of("sex", "m", "age", "\u00e4lter")));
    }

    @Test
    void aLabelHasAClassAndMayHaveSubgroups() {
        assertThat(label("{\"label\": \"blond\"}")).isEqualTo(new Label("blond", Map.of()));
        assertThat(
                        label(
                                "{\"label\": \"blond\", \"subgroups\": {\"sex\": \"male\", \"age\": \"old\"}, \"time\": \"2026-03-01T11:59:59.5+01:00\"}"))
                .isEqualTo(new Label("blond", Map.of("sex", "male", "age", "old")));
    }

    @Test
    void whatElseTheObjectHoldsIsIgnoredAndNullIsNothing() {
        assertThat(label("{\"label\": \"blond\", \"subgroups\": null, \"time\": null, \"by\": {\"name\": 7}}"))
                .isEqualTo(new Label("blond", Map.of()));
    }

    @Test
    void aLabelThatWaitedIsReadAsBefore() {
        String json = "{\"subgroups\": {\"sex\": \"m\u00e4nnlich\"}, \"label\": \"blond\"}";
        assertThat(LabelReader.again(json.getBytes(UTF_8))).isEqualTo(label(json));
    }

    @Test
    void aRecordWithoutAValueTakesBack() {
        assertThat(reader.read(KEY, null, NOW)).isEqualTo(new LabelRead.Withdrawn());
    }

    @Test
    void aRecordWithoutAKeyNamesNoImage() {
        byte[] value = "{\"label\": \"blond\"}".getBytes(UTF_8);
        assertThat(reader.read(null, value, NOW)).isInstanceOf(LabelRead.Malformed.class);
        assertThat(reader.read(new byte[0], value, NOW)).isInstanceOf(LabelRead.Malformed.class);
        assertThat(reader.read(null, null, NOW)).isInstanceOf(LabelRead.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "'' | the label is empty",
                "blond | not JSON",
                "'\"blond\"' | the label is \"blond\"",
                "'[]' | the label is []",
                "'{' | not JSON",
                "'{}' | the record has no field label, expected a string",
                "'{\"label\": null}' | label is null, expected a string",
                "'{\"label\": 1}' | label is 1, expected a string",
                "'{\"label\": \" \"}' | the label is blank",
                "'{\"label\": \"blond\"} {}' | not JSON",
                "'{\"label\": \"blond\", \"label\": \"not_blond\"}' | not JSON: Duplicate",
                "'{\"label\": \"blond\", \"subgroups\": \"sex=male\"}' | subgroups is \"sex=male\", expected an object",
                "'{\"label\": \"blond\", \"subgroups\": {\"sex\": 1}}' | subgroup sex is 1, expected a string",
                "'{\"label\": \"blond\", \"subgroups\": {\"sex\": null}}' | subgroup sex is null, expected a string",
                "'{\"label\": \"blond\", \"subgroups\": {\"sex\": \"a,b\"}}' | 'a,b'",
                "'{\"label\": \"blond\", \"subgroups\": {\"\": \"male\"}}' | an attribute is '', expected a word",
                "'{\"label\": \"blond\", \"subgroups\": {\"sex\": \"\u202emale\"}}' | sex is '?male', expected a word without U+202E",
                "'{\"label\": \"blond\", \"subgroups\": {\"sex\": \"\\ud800\"}}' | sex is '?', expected a word without U+D800",
                "'{\"label\": \"blond\", \"subgroups\": {\"sex\": \"\\u0007\"}}' | sex is '?', expected a word without U+0007",
                "'{\"label\": \"blond\", \"subgroups\": {\"sex\": \"m\", \"sex \": \"f\"}}' | attribute 'sex' comes twice",
                "'{\"label\": \"blond\", \"time\": \"yesterday\"}' | time is 'yesterday'",
                "'{\"label\": \"blond\", \"time\": 1772366400000}' | time is 1772366400000, expected a string",
                "'{\"label\": \"blond\", \"time\": \"2026-03-01T12:01:01Z\"}' | ahead of the clock",
            })
    void malformedLabelsAreToldWithWhatIsWrong(String json, String said) {
        assertThat(malformed(json == null ? "" : json)).contains(said.strip());
    }

    @Test
    void aLabelTooLargeIsMalformed() {
        assertThat(malformed("{\"label\": \"" + "x".repeat(LabelReader.LARGEST) + "\"}"))
                .contains("16384");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T12:01:00Z", "1969-12-31T00:00:00Z"})
    void theTimeMayLieInThePastOrAMinuteAhead(String time) {
        assertThat(label("{\"label\": \"blond\", \"time\": \"" + time + "\"}").name())
                .isEqualTo("blond");
    }

    @Test
    void bytesThatAreNoTextAreMalformed() {
        assertThat(reader.read(KEY, new byte[] {'{', '"', (byte) 0xFF, (byte) 0xC0, '"'}, NOW))
                .isInstanceOf(LabelRead.Malformed.class);
    }
}
