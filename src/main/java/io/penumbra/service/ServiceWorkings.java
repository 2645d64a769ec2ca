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
    private final Members members;
    private final List<String> deadLetterTopics;

    ServiceWorkings(Service service, PenumbraConfig config) {
        this.service = service;
        this.members = new Members(service::broker, groups(config), System::nanoTime);
        this.deadLetterTopics = deadLetterTopics(config);
    }

    private static List<String> groups(PenumbraConfig config) {
        String tally = config.group() + "-tally";
        return config.scoring().enabled() ? List.of(config.group() + "-scoring", tally) : List.of(tally);
    }

    private static List<String> deadLetterTopics(PenumbraConfig config) {
        PenumbraConfig.Topics topics = config.topics();
        Stream<String> images = config.scoring().enabled() ? Stream.of(topics.imagesDeadLetters()) : Stream.empty();
        Stream<String> labels =
                config.labels().longestWait().isZero() ? Stream.empty() : Stream.of(topics.labelsDeadLetters());
        return Stream.of(images, Stream.of(topics.scoresDeadLetters()), labels)
                .flatMap(each -> each)
                .distinct()
                .toList();
    }

    @Override
    public List<Member> members() {
        return members.all();
    }

    @Override
    public List<String> deadLetterTopics() {
        return deadLetterTopics;
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
