package io.penumbra.drift;

import io.penumbra.counts.Subgroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells which alarms of drift began and ended from look to look. Belongs to one thread. */
public final class AlarmNews {
    /** One sentence for each alarm. */
    public record News(List<String> begun, List<String> ended) {}

    private record Name(String model, Subgroup subgroup, DriftKind kind, Horizon horizon) {
        static Name of(Drift drift) {
            return new Name(drift.model(), drift.subgroup(), drift.kind(), drift.horizon());
        }
    }

    /** The last sentence of each series in alarm. */
    private Map<Name, String> known = Map.of();

    /** The alarms that began since the last call, and those that ended. */
    public News news(List<Drift> drifts) {
        var alarmed = new LinkedHashMap<Name, String>();
        drifts.stream().filter(Drift::alarmed).forEach(drift -> alarmed.put(Name.of(drift), DriftSentence.of(drift)));
        var begun = new ArrayList<String>();
        alarmed.forEach((name, sentence) -> {
            if (!known.containsKey(name)) {
                begun.add(sentence);
            }
        });
        var ended = new ArrayList<String>();
        known.forEach((name, sentence) -> {
            if (!alarmed.containsKey(name)) {
                ended.add(sentence);
            }
        });
        known = alarmed;
        return new News(begun, ended);
    }
}
