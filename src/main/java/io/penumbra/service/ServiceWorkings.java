package io.penumbra.service;

import io.penumbra.console.Workings;
import io.penumbra.lag.Lags;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the console is told of this instance. */
@Singleton
final class ServiceWorkings implements Workings {
    private final Service service;

    ServiceWorkings(Service service) {
        this.service = service;
    }

    @Override
    public List<String> trouble() {
        return Stream.of(
                        service.modelTrouble(), service.scoringTrouble(), service.tallyTrouble(), service.viewTrouble())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    @Override
    public SortedMap<String, Lags> lags() {
        return new TreeMap<>(Map.of(
                "scoring", service.lags(LogWatch::scored),
                "tally", service.lags(LogWatch::tasks),
                "view", service.lags(LogWatch::view)));
    }
}
