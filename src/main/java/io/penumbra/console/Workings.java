package io.penumbra.console;

import io.penumbra.lag.Lags;
import java.util.List;
import java.util.SortedMap;

/** How this instance works, for the pages. */
public interface Workings {
    /** What does not work yet or any more, in sentences; empty if all does. */
    List<String> trouble();

    /** How far each reader of this instance is behind, by what it does. */
    SortedMap<String, Lags> lags();

    /**
     * A client of an instance in a consumer group.
     *
     * @param partitions how many it reads
     */
    record Member(String group, String client, String host, int partitions) {}

    /** The clients of all instances that share the work; empty while Kafka does not say. */
    List<Member> members();

    /** The topics of records that could not be used. */
    List<String> deadLetterTopics();
}
