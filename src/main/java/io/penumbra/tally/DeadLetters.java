package io.penumbra.tally;

import io.penumbra.wire.DeadLetter;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends records that cannot be counted to a dead-letter topic. */
final class DeadLetters {
    private final ProcessorContext<Object, Object> context;
    private final String sink;

    /** @param sink the node of the topology that writes to the topic */
    DeadLetters(ProcessorContext<Object, Object> context, String sink) {
        this.context = context;
        this.sink = sink;
    }

    /** The offset of the record that is being processed. */
    long offset() {
        return context.recordMetadata().orElseThrow().offset();
    }

    /** Sends the record that is being processed to the topic, unchanged. */
    void refuse(Record<byte[], byte[]> record, Class<?> what, String message) {
        var at = context.recordMetadata().orElseThrow();
        var cause = new DeadLetter.Cause(what.getName(), message, at.topic(), at.partition(), at.offset());
        send(
                DeadLetter.of(record.key(), record.value(), record.headers(), cause, DeadLetter.LARGEST),
                record.timestamp());
    }

    void send(DeadLetter letter, long timestampMs) {
        context.forward(new Record<Object, Object>(letter.key(), letter.value(), timestampMs, letter.headers()), sink);
    }
}
