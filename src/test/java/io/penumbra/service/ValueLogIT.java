package io.penumbra.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.Attributes;
import io.penumbra.embedded.TestKafka;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ValueLogIT {
    private static final Attributes OPEN = Attributes.of(Map.of("sex", List.of(), "age", List.of()));
    private static TestKafka kafka;

    @BeforeAll
    static void start() {
        kafka = new TestKafka();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static ValueLog open(String topic) {
        return ValueLog.open(kafka.connection(), topic, new SubgroupSettings(OPEN, 5, 300));
    }

    @Test
    void tasksOfAllInstancesKeepTheSameValuesAlsoAfterARestart() throws Exception {
        kafka.create("race", 1, Map.of());
        var leaves = new ConcurrentHashMap<String, String>();
        List<String> values =
                new ArrayList<>(IntStream.range(0, 40).mapToObj(i -> "v" + i).toList());
        try (var one = open("race");
                var two = open("race")) {
            var tasks = new ArrayList<Callable<Void>>();
            for (int t = 0; t < 8; t++) {
                ValueLog log = t % 2 == 0 ? one : two;
                var order = new ArrayList<>(values);
                Collections.shuffle(order, new Random(t));
                tasks.add(() -> {
                    for (String value : order) {
                        String leaf = log.values().leaf(Map.of("sex", value)).name();
                        String before = leaves.putIfAbsent(value, leaf);
                        assertThat(leaf).as(value).isEqualTo(before == null ? leaf : before);
                    }
                    return null;
                });
            }
            var pool = Executors.newFixedThreadPool(tasks.size());
            for (Future<Void> task : pool.invokeAll(tasks)) {
                task.get();
            }
            pool.shutdown();
        }
        assertThat(leaves).hasSize(40);
        assertThat(leaves.entrySet())
                .filteredOn(each -> each.getValue().equals("age=unknown,sex=" + each.getKey()))
                .hasSize(5);
        assertThat(leaves.values()).filteredOn("age=unknown,sex=other"::equals).hasSize(35);
        try (var restarted = open("race")) {
            var again = new TreeMap<String, String>();
            values.forEach(value -> again.put(
                    value, restarted.values().leaf(Map.of("sex", value)).name()));
            assertThat(again).isEqualTo(leaves);
        }
        assertThat(kafka.committed("race"))
                .as("once nothing has room, nothing is written")
                .hasSizeBetween(5, 8 * 5);
    }

    @Test
    void recordsOfNoUseAreLeftOut() {
        kafka.create("poison", 1, Map.of());
        kafka.send(List.of(
                new ProducerRecord<>("poison", 0, null, null),
                new ProducerRecord<>("poison", 0, "sex".getBytes(UTF_8), null),
                new ProducerRecord<>("poison", 0, null, "male".getBytes(UTF_8)),
                new ProducerRecord<>("poison", 0, "hat".getBytes(UTF_8), "red".getBytes(UTF_8)),
                new ProducerRecord<>("poison", 0, "sex".getBytes(UTF_8), new byte[] {(byte) 0xff, 0}),
                new ProducerRecord<>("poison", 0, "sex".getBytes(UTF_8), "a,b=c".getBytes(UTF_8)),
                new ProducerRecord<>("poison", 0, "sex".getBytes(UTF_8), "male".getBytes(UTF_8))));
        try (var log = ValueLog.open(kafka.connection(), "poison", new SubgroupSettings(OPEN, 1, 300))) {
            assertThat(log.values().leaf(Map.of("sex", "male"))).hasToString("age=unknown,sex=male");
        }
    }
}
