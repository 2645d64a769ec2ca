package io.penumbra.tally;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Reads labels and hands them to the processor that counts, but for those that say nothing. */
final class LabelProcessor implements Processor<byte[], byte[], Object, Object> {
    private final LabelReader reader;
    private final TallyListener listener;

    private ProcessorContext<Object, Object> context;
    private DeadLetters deadLetters;

    @SuppressWarnings("NullAway.Init") // by init
    LabelProcessor(TallySettings settings, TallyListener listener) {
        this.reader = new LabelReader(settings.maxAhead());
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        this.deadLetters = new DeadLetters(context, TallyProcessor.LABEL_DEAD_LETTERS);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        LabelRead read = reader.read(record.key(), record.value(), context.currentSystemTimeMs());
        if (read instanceof LabelRead.Malformed malformed) {
            listener.label(LabelOutcome.MALFORMED);
            deadLetters.refuse(record, record.value(), LabelRead.Malformed.class, malformed.message());
        } else {
            context.forward(record.withKey((Object) record.key()).withValue((Object) read), TallyProcessor.COUNT);
        }
    }
}
