package io.penumbra.plan;

import io.penumbra.verdict.Exemption;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Rate;
import io.penumbra.verdict.VerdictSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What other settings would come to, on the same counts.
 *
 * @param change of the settings, in words
 */
public record WhatIf(String change, Outcome outcome) {
    private static final double MOST_MARGIN = 0.99;

    /** Makes the plan under other settings, of these rates alone. */
    interface Again {
        Plan plan(VerdictSettings settings, Predicate<Rate> asked);
    }

    /** Wider margins, fewer guarded metrics, fewer guarded classes, and the deciding question exempted. */
    static List<WhatIf> of(Plan plan, Again again) {
        VerdictSettings settings = plan.verdict().settings();
        var whatIfs = new ArrayList<WhatIf>();
        whatIfs.add(whatIf("every margin twice as wide", again.plan(wider(settings), rate -> true)));
        Set<Rate> rates = plan.verdict().findings().stream()
                .map(Finding::rate)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<GuardedMetric> metrics =
                rates.stream().map(Rate::metric).distinct().toList();
        if (metrics.size() > 1) {
            metrics.forEach(metric -> whatIfs.add(
                    whatIf("without the " + metric.words(), again.plan(settings, rate -> rate.metric() != metric))));
        }
        List<String> classes = rates.stream()
                .flatMap(rate -> rate.ofClass().stream())
                .distinct()
                .toList();
        if (classes.size() > 1) {
            classes.forEach(name -> whatIfs.add(whatIf(
                    "without the class " + name,
                    again.plan(settings, rate -> !rate.ofClass().equals(Optional.of(name))))));
        }
        plan.outcome().slowest().map(Step::finding).ifPresent(decides -> {
            Exemption exemption = Exemption.of(decides.subgroup(), decides.rate());
            whatIfs.add(whatIf("exempted " + exemption, again.plan(exempting(settings, exemption), rate -> true)));
        });
        return List.copyOf(whatIfs);
    }

    private static WhatIf whatIf(String change, Plan plan) {
        return new WhatIf(change, plan.outcome());
    }

    private static VerdictSettings wider(VerdictSettings settings) {
        var margins = new EnumMap<GuardedMetric, Double>(GuardedMetric.class);
        settings.margins().forEach((metric, margin) -> margins.put(metric, Math.min(MOST_MARGIN, 2 * margin)));
        return new VerdictSettings(
                margins,
                settings.level(),
                settings.minimum(),
                settings.exempted(),
                settings.evidence(),
                settings.references());
    }

    private static VerdictSettings exempting(VerdictSettings settings, Exemption exemption) {
        var exempted = new TreeSet<>(settings.exempted());
        exempted.add(exemption);
        return new VerdictSettings(
                settings.margins(),
                settings.level(),
                settings.minimum(),
                exempted,
                settings.evidence(),
                settings.references());
    }
}
