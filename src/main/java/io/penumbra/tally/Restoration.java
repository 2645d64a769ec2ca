package io.penumbra.tally;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Tells the listener how far the stores of the tasks and of the view are restored. */
final class Restoration implements StateRestoreListener {
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final TallyListener listener;

    Restoration(TallyListener listener) {
        this.listener = listener;
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
        ends.put(partition, end);
        listener.restoring(store, partition.partition(), Math.max(0, end - start));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long last, long records) {
        listener.restoring(store, partition.partition(), Math.max(0, ends.getOrDefault(partition, 0L) - last - 1));
        listener.restored(store, records);
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long records) {
        end(partition, store);
    }

    /** Another instance continues the restoration. */
    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long records) {
        end(partition, store);
    }

    private void end(TopicPartition partition, String store) {
        ends.remove(partition);
        listener.restoring(store, partition.partition(), 0);
    }
}
