package io.penumbra.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.ScoredImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final Claims claims = new Claims(clock::get);
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
        clock.addAndGet(Claims.LASTING.toMillis() - 1);
        assertThat(claim("bob", 1)).containsExactly("image-1");
        clock.addAndGet(1);
        assertThat(claim("bob", 2)).containsExactly("image-1", "image-0");
        assertThat(claims.other("ada", "image-0")).contains("bob");
    }

    @Test
    void whatIsDoneIsGivenToNobody() {
        claim("ada", 1);
        claims.done("ada", "image-0");
        assertThat(claim("ada", 1)).containsExactly("image-1");
        assertThat(claims.isDone("image-0")).isTrue();
        claims.hold("ada", "image-0");
        assertThat(claims.isDone("image-0")).isFalse();
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
    void manyPeopleAtOnceNeverShareAnImage() throws InterruptedException {
        List<AuditImage> many = IntStream.range(0, 400)
                .mapToObj(i -> new AuditImage("many-" + i, 0, ScoredImages.flip(), Optional.empty(), Optional.empty()))
                .toList();
        Set<String> given = ConcurrentHashMap.newKeySet();
        var twice = new AtomicLong();
        var people = Executors.newFixedThreadPool(8);
        for (int person = 0; person < 40; person++) {
            String who = "person-" + person;
            people.execute(() -> {
                var own = new ArrayList<String>();
                claims.claim(who, many, 10).forEach(image -> own.add(image.id()));
                own.forEach(id -> twice.addAndGet(given.add(id) ? 0 : 1));
            });
        }
        people.shutdown();
        assertThat(people.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(twice).hasValue(0);
        assertThat(given).hasSize(400);
    }
}
