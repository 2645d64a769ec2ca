package io.penumbra.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.ScoredImages;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final SharedClaims topic = new SharedClaims(clock::get);
    private final Claims claims = new Claims(topic.instance(), clock::get);
    private final List<AuditImage> queue = IntStream.range(0, 5)
            .mapToObj(i -> new AuditImage("image-" + i, 0, ScoredImages.flip(), Optional.empty(), Optional.empty()))
            .toList();

    private List<String> claim(String who, int most) {
        return claims.claim(who, queue, most).stream().map(AuditImage::id).toList();
    }

    @Test
    void twoPeopleGetDifferentImagesAndEachTheSameAgain() {
        assertThat(claim("ada", 2)).containsExactly("image-0", "image-1");
        assertThat(claim("bob", 2)).containsExactly("image-2", "image-3");
        assertThat(claim("ada", 1)).containsExactly("image-0");
        assertThat(claim("ada", 9)).containsExactly("image-0", "image-1", "image-4");
        assertThat(claim("eve", 1)).isEmpty();
        assertThat(claims.other("bob", "image-0")).contains("ada");
        assertThat(claims.other("ada", "image-0")).isEmpty();
    }

    @Test
    void anImageIsFreeAfterTenMinutes() {
        claim("ada", 1);
        clock.addAndGet(Claimed.LASTING.plus(Claimed.SKEW).toMillis() - 1);
        assertThat(claim("bob", 1)).containsExactly("image-1");
        clock.addAndGet(1);
        assertThat(claim("bob", 2)).containsExactly("image-1", "image-0");
        assertThat(claims.other("ada", "image-0")).contains("bob");
    }

    @Test
    void whatIsDoneIsGivenToNobody() {
        claim("ada", 1);
        claims.labelled("ada", "image-0");
        assertThat(claim("ada", 1)).containsExactly("image-1");
        assertThat(claims.isLabelled("image-0")).isTrue();
        claims.hold("ada", "image-0");
        assertThat(claims.isLabelled("image-0")).isFalse();
        assertThat(claim("bob", 1)).containsExactly("image-2");
        assertThat(claim("ada", 1)).containsExactly("image-0");
    }

    @Test
    void whatSomebodySkippedGoesToOthers() {
        claim("ada", 1);
        claims.skip("ada", "image-0");
        assertThat(claim("ada", 1)).containsExactly("image-1");
        assertThat(claim("bob", 1)).containsExactly("image-0");
    }

    @Test
    void anotherInstanceKnowsWhoHasWhat() {
        var other = new Claims(topic.instance(), clock::get);
        assertThat(claim("ada", 2)).containsExactly("image-0", "image-1");
        assertThat(other.claim("bob", queue, 2).stream().map(AuditImage::id)).containsExactly("image-2", "image-3");
        assertThat(other.hold("bob", "image-0")).contains("ada");
        claims.labelled("ada", "image-0");
        claims.skip("ada", "image-1");
        other.skip("bob", "image-2");
        assertThat(other.isLabelled("image-0")).isTrue();
        assertThat(other.claim("bob", queue, 9).stream().map(AuditImage::id))
                .containsExactly("image-3", "image-1", "image-4");
    }

    @Test
    void whoDoesNotHaveAnImageChangesNothing() {
        claim("ada", 1);
        Claimed before = Claimed.NEVER.after(new Claim("ada", Claim.Kind.TAKEN), 0, clock.get());
        for (Claim.Kind kind : List.of(Claim.Kind.TAKEN, Claim.Kind.LABELLED, Claim.Kind.SKIPPED)) {
            Claimed after = before.after(new Claim("bob", kind), 7, clock.get());
            assertThat(after.holder()).contains("ada");
            assertThat(after.labelled()).isFalse();
            assertThat(after.skippedBy()).isEmpty();
            assertThat(after.at()).isEqualTo(7);
        }
        assertThat(claims.hold("bob", "image-0")).contains("ada");
        assertThat(claims.hold("ada", "image-0")).isEmpty();
    }

    @Test
    void whatSomebodyReleasesAnybodyGets() {
        claim("ada", 1);
        claims.labelled("ada", "image-0");
        assertThat(claim("bob", 1)).containsExactly("image-1");
        claims.release("eve", "image-0");
        assertThat(claims.isLabelled("image-0")).isFalse();
        assertThat(claim("eve", 1)).containsExactly("image-0");
    }

    /** The clock of the other instance is ahead. */
    @Test
    void aClockThatIsAheadTakesNothingAway() {
        var ahead = new Claims(topic.instance(), () -> clock.get() + Claimed.SKEW.toMillis());
        claim("ada", 1);
        clock.addAndGet(Claimed.LASTING.toMillis() - 1);
        assertThat(ahead.claim("bob", queue, 1).stream().map(AuditImage::id)).containsExactly("image-1");
    }

    @Test
    void whoSkipsAnImageKeepsNobodyElsesSkip() {
        Claimed both = Claimed.NEVER
                .after(new Claim("ada", Claim.Kind.SKIPPED), 0, clock.get())
                .after(new Claim("bob", Claim.Kind.SKIPPED), 1, clock.get());
        assertThat(both.skippedBy()).containsExactlyInAnyOrder("ada", "bob");
        assertThat(both.after(new Claim("eve", Claim.Kind.TAKEN), 2, clock.get())
                        .skippedBy())
                .hasSize(2);
    }

    @Test
    void manyPeopleAtOnceNeverShareAnImageOfAnyInstance() throws InterruptedException {
        List<AuditImage> many = IntStream.range(0, 400)
                .mapToObj(i -> new AuditImage("many-" + i, 0, ScoredImages.flip(), Optional.empty(), Optional.empty()))
                .toList();
        List<Claims> instances = Stream.generate(() -> new Claims(topic.instance(), clock::get))
                .limit(3)
                .toList();
        var given = new ConcurrentLinkedQueue<String>();
        var people = Executors.newFixedThreadPool(8);
        for (int person = 0; person < 40; person++) {
            String who = "person-" + person;
            Claims instance = instances.get(person % instances.size());
            people.execute(() -> {
                int had = 0;
                while (had < 10) {
                    try {
                        List<AuditImage> got = instance.claim(who, many, 10);
                        had = got.size();
                        got.forEach(image -> given.add(image.id()));
                    } catch (Refused othersWereFaster) {
                        assertThat(othersWereFaster.why()).isEqualTo(Refused.Why.UNAVAILABLE);
                    }
                }
            });
        }
        people.shutdown();
        assertThat(people.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(given).hasSize(400).doesNotHaveDuplicates();
    }
}
