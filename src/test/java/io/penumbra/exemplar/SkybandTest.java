package io.penumbra.exemplar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Against a plain sort of everything that ever came, for every window at every moment. */
class SkybandTest {
    private static final long MINUTE = 60_000;

    /** Few distances, so that ties are common, and few ids, so that some images come again. */
    private static Exemplar image(Random random, long paneMs) {
        int blond = random.nextInt(4);
        int candidate = random.nextInt(4);
        float probability = random.nextInt(5) / 4f;
        return new Exemplar(
                "image-" + random.nextInt(50) + " " + blond + candidate + probability,
                paneMs + random.nextInt(3),
                new Subgroup("sex=male"),
                Optional.empty(),
                Optional.empty(),
                new int[] {3 - blond, blond, 3 - candidate, candidate},
                new float[] {1, 0, probability, 1 - probability});
    }

    /** Nothing but their places tells that other images were there. */
    @Test
    void imagesThatAreRemovedLeaveNothing() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var band = new Skyband(3);
            for (int i = 0; i < 40; i++) {
                long paneMs = random.nextInt(4) * MINUTE;
                band.add(image(random, paneMs), paneMs);
            }
            band.changes(pane -> {});
            var before = new HashMap<Long, List<Exemplar>>();
            for (long pane = 0; pane < 4; pane++) {
                before.put(pane * MINUTE, band.of(pane * MINUTE));
            }
            band.remove(image -> image.imageId().hashCode() % 3 == 0);
            var changed = new ArrayList<Long>();
            band.changes(changed::add);
            var again = new Skyband(3);
            before.forEach((paneMs, images) -> {
                List<Exemplar> left = images.stream()
                        .filter(image -> image.imageId().hashCode() % 3 != 0)
                        .toList();
                assertThat(band.of(paneMs)).isEqualTo(left);
                assertThat(changed.contains(paneMs)).isEqualTo(left.size() < images.size());
                left.forEach(image -> again.add(image, paneMs));
            });
            for (int i = 0; i < 40; i++) {
                long paneMs = random.nextInt(4) * MINUTE;
                Exemplar next = image(random, paneMs);
                band.add(next, paneMs);
                again.add(next, paneMs);
                for (long pane = 0; pane < 4; pane++) {
                    assertThat(band.of(pane * MINUTE)).isEqualTo(again.of(pane * MINUTE));
                }
            }
        }
    }

    /** All images that came, by the pane in which they stand. */
    private record Sent(Map<Exemplar, Long> panes) {
        List<Exemplar> strongest(long fromMs, int most) {
            var all = new TreeSet<Exemplar>();
            panes.forEach((image, paneMs) -> {
                if (paneMs >= fromMs) {
                    all.add(image);
                }
            });
            return all.stream().limit(most).toList();
        }

        void leave(long horizonMs) {
            panes.replaceAll((image, paneMs) -> paneMs < horizonMs ? Skyband.PAST : paneMs);
        }
    }

    private static List<Exemplar> strongest(Map<Long, List<Exemplar>> panes, long fromMs, int most) {
        var all = new TreeSet<Exemplar>();
        panes.forEach((paneMs, images) -> {
            if (paneMs >= fromMs) {
                all.addAll(images);
            }
        });
        return all.stream().limit(most).toList();
    }

    private static void assertEveryWindow(int seed, int panes, int images, int most) {
        var random = new Random(seed);
        var skyband = new Skyband(most);
        var sent = new Sent(new HashMap<>());
        Map<Long, List<Exemplar>> told = new HashMap<>();
        long horizonMs = 0;
        for (int i = 0; i < images; i++) {
            long paneMs = random.nextInt(panes) * MINUTE;
            Exemplar image = image(random, paneMs);
            long standsIn = paneMs < horizonMs ? Skyband.PAST : paneMs;
            boolean underTheBar = image.taxicab() < skyband.leastTaxicab(standsIn)
                    || image.taxicab() == skyband.leastTaxicab(standsIn)
                            && image.ofProbabilities() < skyband.leastOfProbabilities(standsIn);
            sent.panes.putIfAbsent(image, standsIn);
            skyband.add(image, standsIn);
            if (underTheBar) {
                skyband.changes(pane -> fail("an image under the bar changes " + pane));
            }
            if (random.nextInt(20) == 0) {
                horizonMs += MINUTE;
                skyband.leave(horizonMs);
                sent.leave(horizonMs);
            }
            skyband.changes(pane -> told.put(pane, skyband.of(pane)));
            LongStream starts = LongStream.range(0, panes).map(pane -> pane * MINUTE);
            LongStream.concat(LongStream.of(Skyband.PAST), starts)
                    .forEach(fromMs -> assertThat(strongest(told, fromMs, most))
                            .as("seed %s, image %s, window from %s", seed, sent.panes.size(), fromMs)
                            .isEqualTo(sent.strongest(fromMs, most)));
        }
    }

    @Test
    void everyWindowShowsItsStrongestAtEveryMoment() {
        for (int seed = 0; seed < 40; seed++) {
            assertEveryWindow(seed, 1 + seed % 12, 150, 1 + seed % 7);
        }
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        var random = new Random(3);
        var images = new ArrayList<Exemplar>();
        for (int i = 0; i < 300; i++) {
            images.add(image(random, random.nextInt(10) * MINUTE));
        }
        List<Exemplar> first = kept(images);
        Collections.shuffle(images, random);

        assertThat(kept(images)).isEqualTo(first).hasSizeGreaterThan(4);
    }

    private static List<Exemplar> kept(List<Exemplar> images) {
        var skyband = new Skyband(4);
        images.forEach(image -> skyband.add(image, Pane.at(image.timeMs()).startMs()));
        return LongStream.range(0, 10)
                .boxed()
                .flatMap(pane -> skyband.of(pane * MINUTE).stream())
                .toList();
    }

    @Test
    void aLongStreamLeavesFew() {
        var random = new Random(5);
        var skyband = new Skyband(10);
        for (int i = 0; i < 20_000; i++) {
            float probability = random.nextFloat();
            skyband.add(
                    new Exemplar(
                            "image-" + i,
                            i * MINUTE / 20,
                            new Subgroup("sex=male"),
                            Optional.empty(),
                            Optional.empty(),
                            new int[] {1, 0, 1, 0},
                            new float[] {1, 0, 1 - probability, probability}),
                    Pane.at(i * MINUTE / 20).startMs());
        }

        // 10 · (1 + ln(20000 / 10)) are expected of one image a pane, fewer of several
        assertThat(skyband.size()).isBetween(10, 100);
    }

    @Test
    void thePastIsBeforeAllPanes() {
        var skyband = new Skyband(1);
        var weak = new Exemplar(
                "weak",
                5 * MINUTE,
                new Subgroup("sex=male"),
                Optional.empty(),
                Optional.empty(),
                new int[] {1, 0, 1, 0},
                new float[] {1, 0, 1, 0});
        var strong = new Exemplar(
                "strong",
                0,
                new Subgroup("sex=male"),
                Optional.empty(),
                Optional.empty(),
                new int[] {1, 0, 0, 1},
                new float[] {1, 0, 0, 1});
        skyband.add(weak, 5 * MINUTE);
        skyband.add(strong, Skyband.PAST);
        assertThat(skyband.of(5 * MINUTE)).containsExactly(weak);
        assertThat(skyband.of(Skyband.PAST)).containsExactly(strong);

        skyband.leave(6 * MINUTE);
        assertThat(skyband.of(5 * MINUTE)).isEmpty();
        assertThat(skyband.of(Skyband.PAST)).containsExactly(strong);
    }

    @Test
    void whatIsClearedIsChanged() {
        var skyband = new Skyband(3);
        skyband.add(image(new Random(1), 0), 0);
        skyband.changes(pane -> {});
        skyband.clear();

        var changed = new ArrayList<Long>();
        skyband.changes(changed::add);
        assertThat(changed).containsExactly(0L);
        assertThat(skyband.of(0)).isEmpty();
        assertThat(skyband.leastTaxicab(0)).isNegative();
    }
}
