package io.penumbra.embedded;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker for tests, and the questions that they ask it. */
public final class TestKafka implements AutoCloseable {
    private static final int LARGEST_REQUEST = 8 << 20;

    private final String bootstrapServers;
    private final Runnable stop;
    private final Map<String, Object> connection;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    /** A broker in this JVM. */
    public TestKafka() {
        this(EmbeddedBroker.start(0));
    }

    /** A broker in this JVM with settings of its own. */
    public TestKafka(Map<String, String> more) {
        this(EmbeddedBroker.start(0, more));
    }

    /** A broker in this JVM at a port, with settings of its own. */
    TestKafka(int port, Map<String, String> more) {
        this(EmbeddedBroker.start(port, more));
    }

    private TestKafka(EmbeddedBroker broker) {
        this(broker.bootstrapServers(), broker::close);
    }

    /** A broker that runs elsewhere, and how it is stopped. */
    public TestKafka(String bootstrapServers, Runnable stop) {
        this.bootstrapServers = bootstrapServers;
        this.stop = stop;
        connection = Map.of("bootstrap.servers", bootstrapServers);
        admin = Admin.create(connection);
        producer = producer(Map.of());
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The settings of a client. */
    public Map<String, Object> connection() {
        return connection;
    }

    /** Creates a topic and waits until each partition's leader answers: one that does not yet may cost a producer its first batch (KAFKA-15591). */
    public void create(String topic, int partitions, Map<String, String> config) {
        get(admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(config)))
                .all()
                .toCompletionStage()
                .toCompletableFuture());
        await().until(() -> leadersAnswer(topic, partitions));
    }

    private boolean leadersAnswer(String topic, int partitions) throws InterruptedException {
        try {
            admin.listOffsets(IntStream.range(0, partitions)
                            .boxed()
                            .collect(Collectors.toMap(p -> new TopicPartition(topic, p), p -> OffsetSpec.latest())))
                    .all()
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false; // the broker has not heard of it yet
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A producer of its own, to be closed by the caller. */
    public KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        var config = new HashMap<String, Object>(connection);
        config.put("max.request.size", LARGEST_REQUEST);
        config.putAll(settings);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A producer for the callers that close none. */
    public KafkaProducer<byte[], byte[]> producer() {
        return producer;
    }

    /** Sends records and waits until the broker has them all. */
    public List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        producer.flush();
        return sent.stream().map(TestKafka::get).toList();
    }

    /** All committed records of a topic, partition by partition. */
    public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        var config = new HashMap<String, Object>(connection);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** Takes the records before an offset, as retention does. */
    public void deleteBefore(String topic, int partition, long offset) {
        get(admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all()
                .toCompletionStage()
                .toCompletableFuture());
    }

    /** Lets the clients of this id read no more than so many bytes a second. */
    public void slowDown(String clientId, double bytesPerSecond) {
        var entity = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, clientId));
        var bound = new ClientQuotaAlteration.Op("consumer_byte_rate", bytesPerSecond);
        get(admin.alterClientQuotas(List.of(new ClientQuotaAlteration(entity, List.of(bound))))
                .all()
                .toCompletionStage()
                .toCompletableFuture());
    }

    /** Records that the group has not yet committed behind, over all partitions of a topic. */
    public long lag(String group, String topic) {
        try (var consumer = new KafkaConsumer<>(connection, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            var committed = get(admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .toCompletionStage()
                    .toCompletableFuture());
            return consumer.endOffsets(partitions).entrySet().stream().collect(Collectors.summingLong(end -> {
                var offset = committed.get(end.getKey());
                return end.getValue() - (offset == null ? 0 : offset.offset());
            }));
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        stop.run();
    }
}
