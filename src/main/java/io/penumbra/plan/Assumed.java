package io.penumbra.plan;

import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.Bets;
import io.penumbra.statistics.Forecast;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.Proportion;
import io.penumbra.verdict.Basis;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Needs;
import io.penumbra.verdict.Observed;
import io.penumbra.verdict.Outcomes;
import io.penumbra.verdict.Rate;
import io.penumbra.verdict.State;
import io.penumbra.verdict.Verdict;
import io.penumbra.verdict.VerdictSettings;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is assumed of a candidate and a stream before the first image. Flips are equally frequent in all subgroups and
 * classes.
 *
 * @param flips share of the images on which the modal classes differ, 0 to 1
 * @param change regressions less fixes, as a share of the images, −flips to flips; 0 for an equal candidate
 * @param shares of the stream by subgroup, above 0 and at most 1; all images are always among them
 * @param classes by guarded class, the share of a subgroup's images that are of it, above 0 and below 1; that of all
 *     images holds for a subgroup that is not named
 * @param perHour images of the stream in an hour, above 0
 */
public record Assumed(
        double flips,
        double change,
        SortedMap<Subgroup, Double> shares,
        SortedMap<String, Map<Subgroup, Double>> classes,
        OptionalDouble perHour) {
    public Assumed {
        if (!(flips >= 0 && flips <= 1)) {
            throw new IllegalArgumentException("the share of flips is " + flips + ", expected 0 to 1");
        }
        if (!(Math.abs(change) <= flips)) {
            throw new IllegalArgumentException(
                    "the change is " + change + ", expected " + -flips + " to " + flips + ", the share of flips");
        }
        shares.forEach((subgroup, share) -> {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "the share of " + subgroup + " is " + share + ", expected above 0 and at most 1");
            }
        });
        classes.forEach((name, ofClass) -> {
            if (!ofClass.containsKey(Subgroup.ALL)) {
                throw new IllegalArgumentException("the share of " + name + " among all images is missing");
            }
            ofClass.forEach((subgroup, share) -> {
                if (!(share > 0 && share < 1)) {
                    throw new IllegalArgumentException("the share of " + name + " in " + subgroup + " is " + share
                            + ", expected above 0 and below 1");
                }
            });
        });
        if (perHour.isPresent() && !(perHour.getAsDouble() > 0 && perHour.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "images an hour are " + perHour.getAsDouble() + ", expected a number above 0");
        }
        var all = new TreeMap<>(shares);
        all.put(Subgroup.ALL, 1.0);
        shares = Collections.unmodifiableSortedMap(all);
        classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    }

    /**
     * The plan before the first image, by {@link Forecast#images}. Without a guarded class it asks of the error alone.
     * References, which a rate of a class needs if not all images get labels, are not counted.
     */
    public Plan plan(VerdictSettings settings) {
        return plan(settings, rate -> true);
    }

    private Plan plan(VerdictSettings settings, Predicate<Rate> asked) {
        Verdict nothing = Verdict.of(
                "",
                settings,
                shares.keySet().stream().map(each -> nothing(each, asked)).toList());
        Pace pace = pace();
        List<Step> steps = nothing.findings().stream()
                .filter(finding -> finding.state() != State.EXEMPT)
                .map(finding -> step(nothing, finding, pace))
                .toList();
        return new Plan(nothing, pace, steps);
    }

    /** What other settings would come to. */
    public List<WhatIf> whatIfs(Plan plan) {
        return WhatIf.of(plan, this::plan);
    }

    private Observed nothing(Subgroup subgroup, Predicate<Rate> asked) {
        var none = new Proportion(0, 0);
        var outcomes = new LinkedHashMap<Rate, Outcomes>();
        rates().filter(asked).forEach(rate -> outcomes.put(rate, Outcomes.labelled(PairedCounts.NONE, none, none)));
        return new Observed(subgroup, 0, 0, 0, 0, 0, 0, outcomes);
    }

    private Stream<Rate> rates() {
        return Stream.concat(
                Stream.of(Rate.ERROR),
                Stream.of(GuardedMetric.FALSE_POSITIVE_RATE, GuardedMetric.FALSE_NEGATIVE_RATE)
                        .flatMap(metric -> classes.keySet().stream()
                                .map(name -> new Rate(metric, Optional.of(name), classes.size() == 1))));
    }

    private Pace pace() {
        var rates = new HashMap<Subgroup, Double>();
        perHour.ifPresent(all -> shares.forEach((subgroup, share) -> rates.put(subgroup, share * all)));
        return new Pace(rates);
    }

    private Step step(Verdict verdict, Finding finding, Pace pace) {
        double margin = verdict.settings().margin(finding.metric());
        double regressions = (flips + change) / 2;
        double fixes = (flips - change) / 2;
        OptionalDouble safe =
                Forecast.images(Bets.below(margin), regressions, fixes, Math.exp(-verdict.logSafetyEnough()));
        OptionalDouble images = safe.isPresent()
                ? safe
                : Forecast.images(Bets.above(margin), regressions, fixes, Math.exp(-verdict.logHarmEnough()));
        if (images.isEmpty()) {
            var never = new Needs(State.OPEN, OptionalLong.empty(), 0, List.of());
            return new Step(finding, never, 0, OptionalLong.empty(), Optional.empty(), true);
        }
        double ofRate = Math.max(images.getAsDouble(), verdict.settings().minimum());
        long ofSubgroup = (long) Math.ceil(ofRate / rateShare(finding));
        boolean all = verdict.settings().evidence() == Basis.SAMPLE;
        var needs = new Needs(
                safe.isPresent() ? State.SAFE : State.HARMED,
                OptionalLong.of(ofSubgroup),
                all ? 0 : Math.round(ofSubgroup * flips),
                List.of());
        return new Step(
                finding,
                needs,
                all ? ofSubgroup : needs.flipLabels(),
                OptionalLong.of((long) Math.ceil(ofSubgroup / share(finding.subgroup()))),
                pace.time(finding.subgroup(), ofSubgroup),
                true);
    }

    private double share(Subgroup subgroup) {
        return shares.getOrDefault(subgroup, 1.0);
    }

    /** The share of a subgroup's images that a rate counts. */
    private double rateShare(Finding finding) {
        if (finding.rate().ofClass().isEmpty()) {
            return 1;
        }
        Map<Subgroup, Double> ofClass =
                classes.getOrDefault(finding.rate().ofClass().get(), Map.of());
        double share = ofClass.getOrDefault(finding.subgroup(), ofClass.getOrDefault(Subgroup.ALL, Double.NaN));
        return finding.metric() == GuardedMetric.FALSE_POSITIVE_RATE ? 1 - share : share;
    }
}
