package io.penumbra.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.DriftStatistic;
import io.penumbra.statistics.PairedCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Flips of a stream of 24 images an hour that rise within four weeks, by so little a day that no day shows it. */
class SlowDriftTest {
    private static final long START = Instant.parse("2026-05-06T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final int IMAGES = 24;
    private static final int HOURS = 28 * 24;
    private static final double USUAL = 0.02;
    private static final double END = 0.055;
    private static final Subgroup WOMEN = Subgroup.named("sex=female");

    /** Counts the hours from first to last, with flips in as even a share as can be. Answers the flips of each hour. */
    private static List<PairedCounts> count(CountedImages images, int hours, IntToDoubleFunction rate) {
        return count(images, hours, rate, 0);
    }

    /** Of the first hours the images have a label, which the baseline predicts. */
    private static List<PairedCounts> count(CountedImages images, int hours, IntToDoubleFunction rate, int labelled) {
        var flips = new ArrayList<PairedCounts>();
        double owed = 0.5;
        for (int hour = 0; hour < hours; hour++) {
            int flipped = 0;
            for (int i = 0; i < IMAGES; i++) {
                owed += rate.applyAsDouble(hour);
                boolean flip = owed >= 1;
                owed -= flip ? 1 : 0;
                flipped += flip ? 1 : 0;
                images.add(
                        START + hour * HOUR + i * (HOUR / IMAGES),
                        "female",
                        hour < labelled ? "blond" : null,
                        1,
                        flip ? 0 : 1);
            }
            flips.add(PairedCounts.ofFlips(flipped, IMAGES));
        }
        return flips;
    }

    private static double slow(int hour) {
        return USUAL + (END - USUAL) * Math.min(hour, HOURS) / HOURS;
    }

    private static References reference() {
        var subgroups = new TreeMap<Subgroup, Levels>();
        List.of(Subgroup.ALL, WOMEN)
                .forEach(subgroup -> subgroups.put(
                        subgroup,
                        new Levels(
                                Optional.of(Level.given(USUAL)),
                                Optional.of(Level.given(USUAL)),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of())));
        var reference = new Reference(
                CountedImages.CANDIDATE,
                "1f",
                "full",
                "0f",
                Reference.Origin.PUT,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                subgroups);
        return new References(Map.of(CountedImages.CANDIDATE, reference), Map.of());
    }

    private static List<Drift> look(CountedImages images) {
        return new DriftWatch(DriftSettings.DEFAULT).look(images.snapshot(), reference());
    }

    private static Drift of(List<Drift> drifts, Horizon horizon) {
        return of(drifts, DriftKind.DISAGREEMENT, horizon);
    }

    private static Drift of(List<Drift> drifts, DriftKind kind, Horizon horizon) {
        return drifts.stream()
                .filter(drift -> drift.kind() == kind
                        && drift.horizon() == horizon
                        && drift.subgroup().equals(WOMEN))
                .findFirst()
                .orElseThrow();
    }

    private static Drift.Watched watched(List<Drift> drifts, Horizon horizon) {
        return watched(drifts, DriftKind.DISAGREEMENT, horizon);
    }

    private static Drift.Watched watched(List<Drift> drifts, DriftKind kind, Horizon horizon) {
        return of(drifts, kind, horizon).watched().orElseThrow();
    }

    @Test
    void slowDriftIsFoundOverDaysAndInNoDay() {
        var images = new CountedImages(1);
        List<PairedCounts> flips = count(images, HOURS, SlowDriftTest::slow);
        var watch = new DriftWatch(DriftSettings.DEFAULT);
        List<Drift> drifts = watch.look(images.snapshot(), reference());
        assertThat(watched(drifts, Horizon.DAY).alarm()).isFalse();
        assertThat(watched(drifts, Horizon.DAY).logStatistic())
                .isLessThan(watch.settings().logThreshold(Horizon.DAY) - 3);
        Drift.Watched slow = watched(drifts, Horizon.MONTH);
        assertThat(slow.alarm()).isTrue();
        assertThat(slow.logStatistic())
                .isCloseTo(DriftStatistic.above(USUAL + 0.01).after(flips).logMean(), within(1e-9));
        assertThat(slow.panes()).isEqualTo(30 * 24);
        Shift shift = slow.shift().orElseThrow();
        assertThat(shift.part().direction()).isEqualTo(Direction.RISE);
        assertThat(shift.from()).isEqualTo(USUAL);
        assertThat(shift.to()).isBetween(0.03, END);
        assertThat(shift.since()).isGreaterThan(new Pane(START + 3 * 24 * HOUR));
        assertThat(DriftSentence.of(of(drifts, Horizon.MONTH)))
                .startsWith(
                        "the share of images of sex=female on which pruned disagrees with the baseline rose from 2.00 %")
                .endsWith(", looking back 30 days");
    }

    /** The evidence is still there then. */
    @Test
    void slowAlarmEndsAfterADayWithinTheReference() {
        var images = new CountedImages(1);
        count(images, HOURS + 25, hour -> hour < HOURS ? slow(hour) : 0.01);
        var watch = new DriftWatch(DriftSettings.DEFAULT);
        Drift.Watched slow = watched(watch.look(images.snapshot(), reference()), Horizon.MONTH);
        assertThat(slow.logStatistic()).isGreaterThan(watch.settings().logThreshold(Horizon.MONTH));
        assertThat(slow.alarm()).isFalse();
    }

    /** Of the images of the last days no label has come yet, so the newest hours with one speak for the drift. */
    @Test
    void slowDriftOfHarmIsFoundWhereLabelsComeTwoDaysLate() {
        var images = new CountedImages(1);
        count(images, HOURS, SlowDriftTest::slow, HOURS - 48);
        Drift.Watched slow = watched(look(images), DriftKind.HARM, Horizon.MONTH);
        assertThat(slow.alarm()).isTrue();
        assertThat(slow.shift().orElseThrow().to()).isBetween(0.03, END);
    }

    @Test
    void slowAlarmOfHarmEndsAfterALabelledDayWithinTheReference() {
        var images = new CountedImages(1);
        count(images, HOURS + 25 + 48, hour -> hour < HOURS ? slow(hour) : 0.01, HOURS + 25);
        Drift.Watched slow = watched(look(images), DriftKind.HARM, Horizon.MONTH);
        assertThat(slow.logStatistic()).isGreaterThan(DriftSettings.DEFAULT.logThreshold(Horizon.MONTH));
        assertThat(slow.alarm()).isFalse();
    }

    /** Nothing says that it is back. */
    @Test
    void slowAlarmStandsWhereNoImageComesForADay() {
        var images = new CountedImages(1);
        count(images, HOURS, SlowDriftTest::slow);
        images.add(START + (HOURS + 30) * HOUR, "male", "blond", 1, 1);
        assertThat(watched(look(images), DriftKind.DISAGREEMENT, Horizon.MONTH).alarm())
                .isTrue();
    }

    @Test
    void nothingIsFoundWhereNothingChanges() {
        var images = new CountedImages(1);
        count(images, HOURS, hour -> USUAL + 0.01);
        assertThat(look(images)).noneMatch(Drift::alarmed);
    }

    /** Hours that the reference's period meets in part do not count. */
    @Test
    void hoursCountFromTheFirstWholeOneAfterTheReference() {
        var images = new CountedImages(1);
        count(images, 50, hour -> USUAL);
        var settings = DriftSettings.DEFAULT.withReferencePeriod(java.time.Duration.ofMinutes(90));
        var measured = ReferenceMeasure.automatic(
                        images.snapshot(), CountedImages.CANDIDATE, settings.referencePeriod())
                .orElseThrow();
        List<Drift> drifts = new DriftWatch(settings)
                .look(images.snapshot(), new References(Map.of(), Map.of(CountedImages.CANDIDATE, measured)));
        assertThat(watched(drifts, Horizon.DAY).from()).isEqualTo(new Pane(START + 26 * HOUR));
        assertThat(watched(drifts, Horizon.MONTH).from()).isEqualTo(new Pane(START + 2 * HOUR));
        assertThat(watched(drifts, Horizon.MONTH).panes()).isEqualTo(48);
    }
}
