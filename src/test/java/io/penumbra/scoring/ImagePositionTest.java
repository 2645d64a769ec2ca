package io.penumbra.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ImagePositionTest {
    private static final TopicPartition IMAGES = new TopicPartition("images", 0);

    private final List<Long> removed = new ArrayList<>();
    private final ImagePosition position = new ImagePosition(new ScoringListener() {
        @Override
        public void removed(long records) {
            removed.add(records);
        }
    });

    /** A consumer at an offset of a log that begins and ends elsewhere. */
    private static MockConsumer<byte[], byte[]> consumer(long begin, long at, long end) {
        var consumer = new MockConsumer<byte[], byte[]>("none");
        consumer.assign(List.of(IMAGES));
        consumer.updateBeginningOffsets(Map.of(IMAGES, begin));
        consumer.updateEndOffsets(Map.of(IMAGES, end));
        consumer.seek(IMAGES, at);
        for (long offset = begin; offset < end; offset++) {
            consumer.addRecord(new ConsumerRecord<>("images", 0, offset, new byte[1], new byte[1]));
        }
        return consumer;
    }

    private long read(MockConsumer<byte[], byte[]> consumer) {
        long count = 0;
        for (int i = 0; i < 3; i++) {
            count += position.poll(consumer, Duration.ZERO).count();
        }
        return count;
    }

    @Test
    void imagesThatRetentionDeletedAreCounted() {
        assertThat(read(consumer(50, 20, 60))).isEqualTo(10);
        assertThat(removed).containsExactly(30L);
    }

    @Test
    void aSessionThatFailedBeforeItsCommitCountsThemOnce() {
        read(consumer(50, 20, 60));
        read(consumer(50, 20, 60));
        assertThat(removed).containsExactly(30L);
        read(consumer(58, 20, 60)); // more of them are gone since
        assertThat(removed).containsExactly(30L, 8L);
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
        var consumer = consumer(0, 0, 10);
        consumer.setPollException(new OffsetOutOfRangeException(Map.of(IMAGES, 5000L)));
        assertThat(read(consumer)).isEqualTo(10);
        assertThat(removed).isEmpty();
    }

    @Test
    void nothingIsMissedByAReaderInTheMiddle() {
        assertThat(read(consumer(10, 15, 20))).isEqualTo(5);
        assertThat(removed).isEmpty();
    }

    @Test
    void imagesUnderWayAreNotScored() {
        var consumer = consumer(0, 0, 10);
        position.see(consumer, true);
        assertThat(position.scored()).isEqualTo(Map.of(IMAGES, OptionalLong.of(0)));
        read(consumer);
        position.see(consumer, false);
        assertThat(position.scored()).isEqualTo(Map.of(IMAGES, OptionalLong.of(0)));
        position.commit(Map.of(IMAGES, new OffsetAndMetadata(7)));
        position.see(consumer, false);
        assertThat(position.scored()).isEqualTo(Map.of(IMAGES, OptionalLong.of(7)));
        position.see(consumer, true);
        assertThat(position.scored()).isEqualTo(Map.of(IMAGES, OptionalLong.of(10)));
        position.end();
        assertThat(position.scored()).isEmpty();
    }
}
