package io.penumbra.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictRecordsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final VerdictEvent FIRST = Verdicts.event("1", "pruned-95", "inconclusive");
    private static final VerdictEvent SECOND = Verdicts.event("2", "pruned-95", "fail", Optional.of(FIRST));

    private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> record, byte[] value) {
        return new ConsumerRecord<>(
                record.topic(),
                0,
                7,
                0,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                record.key(),
                value,
                new RecordHeaders(record.headers()),
                Optional.empty());
    }

    @Test
    void eventComesBackAsItWasWritten() {
        ProducerRecord<byte[], byte[]> record = VerdictRecords.write("verdicts", SECOND);
        assertThat(record.partition()).isZero();
        assertThat(VerdictRecords.read(read(record, record.value()))).isEqualTo(SECOND);
    }

    @Test
    void recordIsACloudEventInBinaryMode() throws Exception {
        ProducerRecord<byte[], byte[]> record = VerdictRecords.write("verdicts", SECOND);
        assertThat(record.key()).asString().isEqualTo("pruned-95");
        var headers = new TreeMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertThat(headers)
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", "2")
                .containsEntry("ce_source", "urn:penumbra:test")
                .containsEntry("ce_type", "io.penumbra.verdict.v1")
                .containsEntry("ce_subject", "pruned-95")
                .containsEntry("ce_time", "2026-05-06T07:08:09.123Z")
                .containsEntry("ce_dataschema", "urn:penumbra:verdict:v1")
                .containsEntry("content-type", "application/json");
        JsonNode data = JSON.readTree(record.value());
        assertThat(data.path("verdict").asText()).isEqualTo("fail");
        assertThat(data.at("/previous/id").asText()).isEqualTo("1");
        assertThat(data.at("/previous/time").asText()).isEqualTo("2026-05-06T07:08:09.123Z");
        assertThat(data.at("/reasons/1").asText()).isEqualTo("größer als „5 %“");
    }

    @Test
    void structuredEventHasTheAttributesAndTheData() throws Exception {
        JsonNode event = JSON.readTree(EventJson.structured(FIRST));
        assertThat(event.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "specversion",
                        "id",
                        "source",
                        "type",
                        "subject",
                        "time",
                        "datacontenttype",
                        "dataschema",
                        "data");
        assertThat(event.path("time").asText()).isEqualTo("2026-05-06T07:08:09.123Z");
        assertThat(event.path("data")).isEqualTo(JSON.readTree(EventJson.data(FIRST.data())));
        assertThat(event.path("data").has("previous")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "{\"candidate\": \"c\", \"verdict\": \"pass\", \"baselineVersion\": \"b\"}",
                "{\"candidate\": \"c\", \"verdict\": \"Pass\", \"baselineVersion\": \"b\", \"candidateVersion\": \"d\"}",
                "{\"candidate\": \" \", \"verdict\": \"pass\", \"baselineVersion\": \"b\", \"candidateVersion\": \"d\"}"
            })
    void otherDataIsNoVerdict(String data) {
        ProducerRecord<byte[], byte[]> record = VerdictRecords.write("verdicts", FIRST);
        assertThatThrownBy(() -> VerdictRecords.read(read(record, data.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_type", "ce_id", "ce_source", "ce_time"})
    void recordWithoutAHeaderIsNoVerdict(String header) {
        ProducerRecord<byte[], byte[]> record = VerdictRecords.write("verdicts", FIRST);
        ConsumerRecord<byte[], byte[]> read = read(record, record.value());
        read.headers().remove(header);
        assertThatThrownBy(() -> VerdictRecords.read(read)).isInstanceOf(IllegalArgumentException.class);
        read.headers().add(header, null);
        assertThatThrownBy(() -> VerdictRecords.read(read)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void schemaDescribesTheData() throws Exception {
        JsonNode schema = JSON.readTree(VerdictEvent.class.getResource("verdict-v1.schema.json"));
        assertThat(schema.path("$id").asText()).isEqualTo(VerdictEvent.SCHEMA.toString());
        assertDescribed(schema, VerdictData.class);
        assertDescribed(schema.at("/properties/previous"), VerdictData.Previous.class);
        assertThat(schema.at("/properties/reasons/maxItems").asInt()).isEqualTo(VerdictData.MOST_REASONS + 1);
        assertThat(StreamSupport.stream(schema.at("/$defs/verdict/enum").spliterator(), false)
                        .map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(io.penumbra.verdict.Decision.values())
                        .map(io.penumbra.verdict.Decision::text)
                        .toList());
    }

    private static void assertDescribed(JsonNode schema, Class<? extends Record> data) {
        List<RecordComponent> components = List.of(data.getRecordComponents());
        assertThat(schema.path("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        components.stream().map(RecordComponent::getName).toList());
        assertThat(StreamSupport.stream(schema.path("required").spliterator(), false)
                        .map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(components.stream()
                        .filter(component -> component.getType() != Optional.class)
                        .map(RecordComponent::getName)
                        .toList());
    }

    @Test
    void longListOfReasonsIsCutAndCounted() {
        List<String> reasons =
                IntStream.range(0, 768).mapToObj(i -> "reason " + i).toList();
        assertThat(VerdictData.bounded(reasons))
                .hasSize(101)
                .startsWith("reason 0", "reason 1")
                .endsWith("reason 99", "and 668 more; /api/v1/gate has them all");
        assertThat(VerdictData.bounded(reasons.subList(0, 100))).hasSize(100).endsWith("reason 99");
    }
}
