package io.penumbra.tally;

import io.penumbra.exemplar.Exemplar;
import io.penumbra.exemplar.ExemplarKey;
import io.penumbra.exemplar.PaneExemplars;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** An instance's copy of all exemplars of all tasks, read anew from their topic. */
final class ExemplarCopies {
    static final String NAME = "exemplar-view";

    private ExemplarCopies() {}

    static ProcessorSupplier<ExemplarKey, List<Exemplar>, Void, Void> processor() {
        return () -> new ContextualProcessor<>() {
            @Override
            public void process(Record<ExemplarKey, List<Exemplar>> record) {
                KeyValueStore<ExemplarKey, List<Exemplar>> store = context().getStateStore(NAME);
                if (record.value() == null) {
                    store.delete(record.key());
                } else {
                    store.put(record.key(), record.value());
                }
            }
        };
    }

    static List<PaneExemplars> read(ReadOnlyKeyValueStore<ExemplarKey, List<Exemplar>> store) {
        var exemplars = new ArrayList<PaneExemplars>();
        try (var all = store.all()) {
            while (all.hasNext()) {
                KeyValue<ExemplarKey, List<Exemplar>> pane = all.next();
                if (pane.value != null) { // taken away since the iterator began
                    exemplars.add(new PaneExemplars(pane.key, pane.value));
                }
            }
        }
        return exemplars;
    }
}
