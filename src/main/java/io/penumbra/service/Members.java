package io.penumbra.service;

import io.penumbra.console.Workings.Member;
import io.penumbra.process.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients of all instances that share the work, as Kafka has them. It is asked at most every ten seconds. */
final class Members {
    private static final Logger LOG = LoggerFactory.getLogger(Members.class);
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private record Look(List<Member> members, long nanos) {}

    private final Supplier<Optional<Admin>> broker;
    private final List<String> groups;
    private final LongSupplier nanos;
    private Optional<Look> last = Optional.empty();

    /** @param nanos a clock in nanoseconds */
    Members(Supplier<Optional<Admin>> broker, List<String> groups, LongSupplier nanos) {
        this.broker = broker;
        this.groups = List.copyOf(groups);
        this.nanos = nanos;
    }

    /** In the order of groups and hosts. Empty if Kafka does not say. */
    synchronized List<Member> all() {
        long now = nanos.getAsLong();
        Look look = last.filter(before -> now - before.nanos() < KEPT.toNanos())
                .orElseGet(() -> new Look(broker.get().map(this::ask).orElse(List.of()), now));
        last = Optional.of(look);
        return look.members();
    }

    private List<Member> ask(Admin admin) {
        var members = new ArrayList<Member>();
        var answers = admin.describeConsumerGroups(groups).describedGroups();
        try {
            for (String group : groups) {
                Objects.requireNonNull(answers.get(group))
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .members()
                        .stream()
                        .map(member -> member(group, member))
                        .sorted(Comparator.comparing(Member::host).thenComparing(Member::client))
                        .forEach(members::add);
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("cannot ask for the members of {}: {}", groups, Failure.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return members;
    }

    private static Member member(String group, MemberDescription member) {
        return new Member(
                group,
                member.clientId(),
                member.host().replaceFirst("^/", ""),
                member.assignment().topicPartitions().size());
    }
}
