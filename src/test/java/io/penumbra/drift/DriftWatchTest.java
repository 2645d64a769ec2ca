package io.penumbra.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.DriftStatistic;
import io.penumbra.statistics.Interval;
import io.penumbra.statistics.PairedCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DriftWatchTest {
    private static final long START = Instant.parse("2026-05-06T07:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final DriftSettings SETTINGS = DriftSettings.DEFAULT.withReferencePeriod(PERIOD);
    private static final Subgroup MEN = Subgroup.named("sex=male");
    private static final Subgroup WOMEN = Subgroup.named("sex=female");

    private static References automatic(Snapshot snapshot) {
        var automatic = new HashMap<String, Reference>();
        for (String model : List.of("full", CountedImages.CANDIDATE)) {
            ReferenceMeasure.automatic(snapshot, model, PERIOD).ifPresent(reference -> automatic.put(model, reference));
        }
        return new References(Map.of(), automatic);
    }

    private static Drift of(List<Drift> drifts, String model, Subgroup subgroup, DriftKind kind) {
        return drifts.stream()
                .filter(drift -> drift.model().equals(model)
                        && drift.subgroup().equals(subgroup)
                        && drift.kind() == kind
                        && drift.horizon() == Horizon.DAY)
                .findFirst()
                .orElseThrow();
    }

    private static Drift.Watched watched(List<Drift> drifts, Subgroup subgroup, DriftKind kind) {
        return of(drifts, CountedImages.CANDIDATE, subgroup, kind).watched().orElseThrow();
    }

    /** A pane of a hundred images, half of them of men, with so many flips of men. */
    private static void pane(CountedImages images, int minute, int flips) {
        for (int i = 0; i < 100; i++) {
            boolean male = i % 2 == 0;
            images.add(START + minute * MINUTE, male ? "male" : "female", "blond", 1, male && i / 2 < flips ? 0 : 1);
        }
    }

    private static Snapshot quietThenDrift(int quiet, int drifted) {
        var images = new CountedImages(1);
        for (int minute = 0; minute < quiet + drifted; minute++) {
            pane(images, minute, minute < quiet ? 0 : 20);
        }
        return images.snapshot();
    }

    @Test
    void nothingIsWatchedBeforeTheReferenceIsMeasuredAndTheReasonSaysUntilWhen() {
        Snapshot snapshot = quietThenDrift(5, 0);
        assertThat(automatic(snapshot)).isEqualTo(References.NONE);
        List<Drift> drifts = new DriftWatch(SETTINGS).look(snapshot, References.NONE);
        assertThat(drifts)
                .isNotEmpty()
                .noneMatch(Drift::alarmed)
                .allSatisfy(drift -> assertThat(drift.reason())
                        .hasValueSatisfying(why -> assertThat(why)
                                .contains("2026-05-06T07:00:00Z to 2026-05-06T07:05:00Z", "not there yet")));
    }

    @Test
    void driftOfASubgroupRaisesItsAlarmAndThatOfNoDisjointOne() {
        Snapshot snapshot = quietThenDrift(10, 3);
        List<Drift> drifts = new DriftWatch(SETTINGS).look(snapshot, automatic(snapshot));
        for (DriftKind kind : List.of(DriftKind.DISAGREEMENT, DriftKind.HARM, DriftKind.PREDICTED_CLASS_SHARE)) {
            assertThat(watched(drifts, MEN, kind).alarm()).as("%s of men", kind).isTrue();
            assertThat(watched(drifts, WOMEN, kind).alarm())
                    .as("%s of women", kind)
                    .isFalse();
            assertThat(of(drifts, CountedImages.CANDIDATE, MEN, kind).since())
                    .as("%s of men", kind)
                    .contains(new Pane(START + 10 * MINUTE));
        }
        assertThat(drifts.stream().filter(Drift::alarmed))
                .extracting(Drift::subgroup)
                .containsOnly(MEN, Subgroup.ALL);
    }

    @Test
    void statisticIsThatOfThePanesAfterTheReference() {
        Snapshot snapshot = quietThenDrift(8, 2);
        Drift.Watched men =
                watched(new DriftWatch(SETTINGS).look(snapshot, automatic(snapshot)), MEN, DriftKind.DISAGREEMENT);
        double margin = 0.01 + 0.0151332; // Wilson's upper end of 0 of 250, by a program of its own
        PairedCounts quiet = PairedCounts.ofFlips(0, 50);
        PairedCounts drifted = PairedCounts.ofFlips(20, 50);
        assertThat(men.parts()).hasSize(1);
        assertThat(men.parts().get(0).margin()).isCloseTo(margin, within(1e-6));
        assertThat(men.panes()).isEqualTo(5);
        assertThat(men.from()).isEqualTo(new Pane(START + 5 * MINUTE));
        assertThat(men.logStatistic())
                .isCloseTo(
                        DriftStatistic.above(men.parts().get(0).margin())
                                .after(List.of(quiet, quiet, quiet, drifted, drifted))
                                .logMean(),
                        within(1e-9));
    }

    @Test
    void shareOfASubgroupMayRiseAndFall() {
        var images = new CountedImages(1);
        for (int minute = 0; minute < 20; minute++) {
            for (int i = 0; i < 100; i++) {
                images.add(START + minute * MINUTE, i < (minute < 10 ? 50 : 85) ? "male" : "female", null, 1, 1);
            }
        }
        Snapshot snapshot = images.snapshot();
        List<Drift> drifts = new DriftWatch(SETTINGS).look(snapshot, automatic(snapshot));
        for (Subgroup subgroup : List.of(MEN, WOMEN)) {
            Drift drift = of(drifts, "full", subgroup, DriftKind.SUBGROUP_SHARE);
            assertThat(drift.alarmed()).as(subgroup.name()).isTrue();
            assertThat(drift.since()).contains(new Pane(START + 10 * MINUTE));
        }
        assertThat(drifts)
                .noneMatch(drift -> drift.kind() == DriftKind.SUBGROUP_SHARE
                        && drift.subgroup().equals(Subgroup.ALL));
        assertThat(drifts.stream().filter(Drift::alarmed)).allMatch(drift -> drift.kind() == DriftKind.SUBGROUP_SHARE);
    }

    private static Shift shift(List<Drift> drifts, String model, Subgroup subgroup, DriftKind kind) {
        return of(drifts, model, subgroup, kind).shift().orElseThrow();
    }

    @Test
    void alarmSaysDirectionFromWhatToWhatAndSinceWhen() {
        Snapshot snapshot = quietThenDrift(10, 3);
        List<Drift> drifts = new DriftWatch(SETTINGS).look(snapshot, automatic(snapshot));
        Shift blond = shift(drifts, CountedImages.CANDIDATE, MEN, DriftKind.PREDICTED_CLASS_SHARE);
        assertThat(blond.part().ofClass()).contains("blond");
        assertThat(blond.part().direction()).isEqualTo(Direction.FALL);
        assertThat(blond.from()).isEqualTo(1);
        assertThat(blond.to()).isEqualTo(0.6);
        assertThat(blond.change()).isCloseTo(-0.4, within(1e-12));
        assertThat(blond.since()).isEqualTo(new Pane(START + 10 * MINUTE));
        assertThat(blond.images()).isEqualTo(150);
        assertThat(DriftSentence.of(of(drifts, CountedImages.CANDIDATE, MEN, DriftKind.PREDICTED_CLASS_SHARE)))
                .isEqualTo("the share of images of sex=male that pruned predicts as blond fell from 100.00 % to 60.00 %"
                        + " (-40.00 points) since 2026-05-06T07:10:00Z, on 150 images");
        Shift harm = shift(drifts, CountedImages.CANDIDATE, Subgroup.ALL, DriftKind.HARM);
        assertThat(harm.part().ofClass()).isEmpty();
        assertThat(harm.part().direction()).isEqualTo(Direction.RISE);
        assertThat(harm.from()).isZero();
        assertThat(harm.to()).isEqualTo(0.2);
        assertThat(DriftSentence.of(of(drifts, CountedImages.CANDIDATE, Subgroup.ALL, DriftKind.HARM)))
                .isEqualTo("the error of pruned beyond the baseline's on all images rose from +0.00 points to +20.00"
                        + " points (+20.00 points) since 2026-05-06T07:10:00Z, on 300 labelled images");
        assertThat(of(drifts, CountedImages.CANDIDATE, WOMEN, DriftKind.HARM).shift())
                .isEmpty();
    }

    /** What one value of an attribute gains, the other loses. */
    @Test
    void shareOfOneSubgroupRisesWhereThatOfTheOtherFalls() {
        var images = new CountedImages(1);
        for (int minute = 0; minute < 20; minute++) {
            for (int i = 0; i < 100; i++) {
                images.add(START + minute * MINUTE, i < (minute < 10 ? 50 : 85) ? "male" : "female", null, 1, 1);
            }
        }
        Snapshot snapshot = images.snapshot();
        List<Drift> drifts = new DriftWatch(SETTINGS).look(snapshot, automatic(snapshot));
        Shift men = shift(drifts, "full", MEN, DriftKind.SUBGROUP_SHARE);
        Shift women = shift(drifts, "full", WOMEN, DriftKind.SUBGROUP_SHARE);
        assertThat(men.part().direction()).isEqualTo(Direction.RISE);
        assertThat(men.to()).isEqualTo(0.85);
        assertThat(women.part().direction()).isEqualTo(Direction.FALL);
        assertThat(women.to()).isCloseTo(0.15, within(1e-12));
        assertThat(men.images()).isEqualTo(women.images()).isEqualTo(1000);
    }

    @Test
    void errorOfTheBaselineRisesWhereItBecomesWrong() {
        var images = new CountedImages(1);
        for (int minute = 0; minute < 20; minute++) {
            for (int i = 0; i < 100; i++) {
                boolean wrong = i % 10 == 0 || minute >= 10 && i % 4 == 0;
                images.add(START + minute * MINUTE, i < 50 ? "male" : "female", "blond", wrong ? 0 : 1, 1);
            }
        }
        Snapshot snapshot = images.snapshot();
        List<Drift> drifts = new DriftWatch(SETTINGS).look(snapshot, automatic(snapshot));
        Shift error = shift(drifts, "full", Subgroup.ALL, DriftKind.ERROR);
        assertThat(error.part().direction()).isEqualTo(Direction.RISE);
        assertThat(error.from()).isEqualTo(0.1);
        assertThat(error.to()).isEqualTo(0.3);
        assertThat(error.images()).isEqualTo(1000);
        assertThat(drifts)
                .noneMatch(drift ->
                        drift.kind() == DriftKind.ERROR && drift.model().equals(CountedImages.CANDIDATE));
    }

    @Test
    void subgroupThatIsGoneHasDrifted() {
        var images = new CountedImages(1);
        for (int minute = 0; minute < 20; minute++) {
            for (int i = 0; i < 100; i++) {
                images.add(START + minute * MINUTE, i < 30 && minute < 10 ? "male" : "female", null, 1, 1);
            }
        }
        Snapshot snapshot = images.snapshot();
        List<Drift> drifts = new DriftWatch(SETTINGS).look(snapshot, automatic(snapshot));
        assertThat(of(drifts, "full", MEN, DriftKind.SUBGROUP_SHARE).alarmed()).isTrue();
        assertThat(of(drifts, CountedImages.CANDIDATE, MEN, DriftKind.DISAGREEMENT)
                        .alarmed())
                .isFalse();
    }

    @Test
    void harmWithoutALabelInTheReferencePeriodIsNotWatchedAndSaysWhy() {
        var images = new CountedImages(1);
        for (int minute = 0; minute < 8; minute++) {
            images.add(START + minute * MINUTE, "male", minute < 5 ? null : "blond", 1, 1);
        }
        Snapshot snapshot = images.snapshot();
        List<Drift> drifts = new DriftWatch(SETTINGS).look(snapshot, automatic(snapshot));
        assertThat(of(drifts, CountedImages.CANDIDATE, MEN, DriftKind.HARM).reason())
                .hasValueSatisfying(why -> assertThat(why).contains("no labelled image of sex=male"));
        assertThat(of(drifts, CountedImages.CANDIDATE, MEN, DriftKind.DISAGREEMENT)
                        .watched())
                .isPresent();
    }

    @Test
    void referenceOfAnotherVersionIsNotUsedAndSaysSo() {
        Snapshot snapshot = quietThenDrift(10, 3);
        Reference own = automatic(snapshot).automatic().get(CountedImages.CANDIDATE);
        var other = new Reference(
                own.model(),
                "2f",
                own.baseline(),
                own.baselineVersion(),
                Reference.Origin.PUT,
                own.period(),
                own.tolerance(),
                own.shareTolerance(),
                own.subgroups());
        var references = new References(Map.of(own.model(), other), Map.of());
        Drift men = of(
                new DriftWatch(SETTINGS).look(snapshot, references),
                CountedImages.CANDIDATE,
                MEN,
                DriftKind.DISAGREEMENT);
        assertThat(men.reason())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("belongs to version 2f", "the current versions are 1f"));
        References both = new References(references.put(), Map.of(own.model(), own));
        assertThat(of(
                                new DriftWatch(SETTINGS).look(snapshot, both),
                                CountedImages.CANDIDATE,
                                MEN,
                                DriftKind.DISAGREEMENT)
                        .alarmed())
                .isTrue();
    }

    /** Images in any order, looked at in between as often as one likes, and long after: the statistic is that of a replay in order. */
    @Property(tries = 60)
    void lateImagesLeaveTheStatisticOfAReplayInOrder(
            @ForAll long seed, @ForAll @IntRange(min = 6, max = 200) int minutes) {
        Random random = new Random(seed);
        var arrivals = new ArrayList<Consumer<CountedImages>>();
        for (int i = 0; i < 150; i++) {
            long time = START + random.nextInt(minutes) * MINUTE;
            String sex = random.nextBoolean() ? "male" : "female";
            String label = random.nextInt(3) == 0 ? null : "blond";
            int baseline = random.nextInt(3) == 0 ? 0 : 1;
            int candidate = random.nextInt(4) == 0 ? 1 - baseline : baseline;
            arrivals.add(images -> images.add(time, sex, label, baseline, candidate));
        }
        var inOrder = new CountedImages(1);
        arrivals.forEach(arrival -> arrival.accept(inOrder));
        References references = fixed();
        List<Drift> expected = new DriftWatch(SETTINGS).look(inOrder.snapshot(), references);

        Collections.shuffle(arrivals, random);
        var late = new CountedImages(1);
        var watch = new DriftWatch(SETTINGS);
        for (Consumer<CountedImages> arrival : arrivals) {
            arrival.accept(late);
            if (random.nextInt(20) == 0) {
                watch.look(late.snapshot(), references);
            }
        }
        assertSame(watch.look(late.snapshot(), references), expected);
    }

    /** Looked at again and again over more than a day, while images come, late ones among them, and hours fall out of it. */
    @Property(tries = 40)
    void whoLookedAllTheTimeSeesWhatALookFromTheStartSees(@ForAll long seed) {
        Random random = new Random(seed);
        var images = new CountedImages(1);
        var watch = new DriftWatch(SETTINGS);
        int minutes = 28 * 60;
        // in a third of the cases the reference ends before the panes, among them or behind the first looks
        Optional<Span> period = random.nextInt(3) > 0
                ? Optional.empty()
                : Optional.of(Span.from(new Pane(START + random.nextInt(minutes) * MINUTE), PERIOD));
        References references = fixed(period);
        int drift = random.nextInt(2 * minutes); // in half of the cases there is none
        for (int minute = 0; minute < minutes; minute += 1 + random.nextInt(30)) {
            int late = random.nextInt(4) == 0 ? random.nextInt(1 + minute) : minute;
            int candidate = random.nextInt(late > drift ? 2 : 5) == 0 ? 0 : 1;
            images.add(
                    START + late * MINUTE,
                    random.nextBoolean() ? "male" : "female",
                    random.nextInt(3) == 0 ? null : "blond",
                    1,
                    candidate);
            if (random.nextInt(4) == 0) {
                watch.look(images.snapshot(), references);
            }
        }
        Snapshot snapshot = images.snapshot();
        assertSame(watch.look(snapshot, references), new DriftWatch(SETTINGS).look(snapshot, references));
        images.add(START + 3 * minutes * MINUTE, "male", "blond", 1, 0); // and after a day without an image
        Snapshot later = images.snapshot();
        assertSame(watch.look(later, references), new DriftWatch(SETTINGS).look(later, references));
    }

    private static References fixed() {
        return fixed(Optional.empty());
    }

    private static References fixed(Optional<Span> period) {
        var levels = new Levels(
                Optional.of(Level.given(0.2)),
                Optional.of(Level.given(0)),
                Optional.empty(),
                Optional.empty(),
                Map.of("blond", new Level(0.55, new Interval(0.5, 0.6))));
        var subgroups = new TreeMap<Subgroup, Levels>();
        List.of(Subgroup.ALL, MEN, WOMEN).forEach(subgroup -> subgroups.put(subgroup, levels));
        var reference = new Reference(
                CountedImages.CANDIDATE,
                "1f",
                "full",
                "0f",
                Reference.Origin.PUT,
                period,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                subgroups);
        return new References(Map.of(CountedImages.CANDIDATE, reference), Map.of());
    }

    private static void assertSame(List<Drift> found, List<Drift> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            var is = found.get(i).watched();
            var should = expected.get(i).watched();
            assertThat(is.isPresent()).isEqualTo(should.isPresent());
            if (is.isPresent()) {
                assertThat(is.get().logStatistic())
                        .isCloseTo(should.orElseThrow().logStatistic(), within(1e-9));
                assertThat(is.get().panes()).isEqualTo(should.get().panes());
                assertThat(is.get().from()).isEqualTo(should.get().from());
            }
        }
    }

    /** The same over more than a day, against all panes of the day in one statistic. */
    @Test
    void statisticBeginsAtTheFirstWholeHourOfTheLastDay() {
        var images = new CountedImages(1);
        Random random = new Random(5);
        int minutes = 26 * 60 + 17;
        var flips = new int[minutes];
        for (int minute = 0; minute < minutes; minute++) {
            flips[minute] = random.nextInt(3) == 0 ? 1 : 0;
            images.add(START + minute * MINUTE, "male", null, 1, 1 - flips[minute]);
        }
        Drift.Watched men =
                watched(new DriftWatch(SETTINGS).look(images.snapshot(), fixed()), MEN, DriftKind.DISAGREEMENT);
        int first = 3 * 60; // 26:17 less 24 hours is 02:17
        var panes = new ArrayList<PairedCounts>();
        for (int minute = first; minute < minutes; minute++) {
            panes.add(PairedCounts.ofFlips(flips[minute], 1));
        }
        DriftStatistic replay = DriftStatistic.above(0.21).after(panes);
        assertThat(men.from()).isEqualTo(new Pane(START + first * MINUTE));
        assertThat(men.panes()).isEqualTo(minutes - first);
        assertThat(men.logStatistic()).isCloseTo(replay.logMean(), within(1e-9));
        assertThat(men.since())
                .contains(new Pane(START + (first + replay.since().orElseThrow()) * MINUTE));
    }
}
