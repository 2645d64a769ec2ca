package io.penumbra.rest;

import io.penumbra.audit.Picks;
import io.penumbra.counts.Subgroup;
import io.penumbra.plan.Assumed;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.VerdictSettings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Reads the rates that a user expects.
 *
 * @throws IllegalArgumentException that names the option and its value if one is wrong
 */
final class TypedRates {
    private final Assumed assumed;
    private final VerdictSettings settings;

    TypedRates(
            String flips,
            Optional<String> change,
            List<String> shares,
            List<String> classShares,
            List<String> margins,
            Optional<String> perHour) {
        double ofFlips = number("--flips", flips, flips, 0, 1);
        double changed = change.map(text -> number("--change", text, text, -ofFlips, ofFlips))
                .orElse(0.0);
        var bySubgroup = new TreeMap<Subgroup, Double>();
        for (String share : shares) {
            int last = share.lastIndexOf('=');
            Subgroup subgroup = subgroup("--share", share, last < 0 ? "" : share.substring(0, last));
            if (subgroup.equals(Subgroup.ALL)) {
                throw wrong("--share", share, "a subgroup; all images are the whole stream");
            }
            put(bySubgroup, "--share", share, subgroup, above("--share", share, share.substring(last + 1), 1));
        }
        var classes = new TreeMap<String, Map<Subgroup, Double>>();
        for (String share : classShares) {
            int equals = share.lastIndexOf('=');
            int slash = share.lastIndexOf('/', Math.max(0, equals));
            String name = equals < 0 ? "" : share.substring(slash + 1, equals);
            if (name.isBlank()) {
                throw wrong("--class", share, "a class and its share, such as blond=0.15 or sex=male/blond=0.02");
            }
            Subgroup subgroup = slash < 0 ? Subgroup.ALL : subgroup("--class", share, share.substring(0, slash));
            if (!subgroup.equals(Subgroup.ALL) && !bySubgroup.containsKey(subgroup)) {
                throw wrong("--class", share, "a subgroup that --share names, one of " + bySubgroup.keySet());
            }
            double ratio = above("--class", share, share.substring(equals + 1), 1);
            if (ratio == 1) {
                throw wrong("--class", share, "a share below 1");
            }
            put(classes.computeIfAbsent(name, first -> new TreeMap<>()), "--class", share, subgroup, ratio);
        }
        classes.forEach((name, ofClass) -> {
            if (!ofClass.containsKey(Subgroup.ALL)) {
                throw new IllegalArgumentException("--class has no share of " + name
                        + " among all images; add one without a subgroup, such as --class " + name + "=0.15");
            }
        });
        OptionalDouble rate = perHour.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(above("--images-per-hour", perHour.get(), perHour.get(), Double.MAX_VALUE));
        assumed = new Assumed(ofFlips, changed, bySubgroup, classes, rate);
        settings = settings(margins, !classes.isEmpty());
    }

    private static VerdictSettings settings(List<String> margins, boolean hasClass) {
        var byMetric = new EnumMap<GuardedMetric, Double>(GuardedMetric.class);
        VerdictSettings.DEFAULT.margins().forEach((metric, margin) -> {
            if (hasClass || metric == GuardedMetric.ERROR) {
                byMetric.put(metric, margin);
            }
        });
        for (String margin : margins) {
            int equals = margin.indexOf('=');
            double value = above("--margin", margin, margin.substring(equals + 1), 1);
            if (value == 1) {
                throw wrong("--margin", margin, "a margin below 1");
            }
            if (equals < 0) {
                byMetric.replaceAll((metric, old) -> value);
            } else {
                GuardedMetric metric = GuardedMetric.named(margin.substring(0, equals))
                        .filter(byMetric::containsKey)
                        .orElseThrow(() -> wrong(
                                "--margin",
                                margin,
                                "one of "
                                        + byMetric.keySet().stream()
                                                .map(GuardedMetric::text)
                                                .toList() + (hasClass ? "" : " (the others need --class)")));
                byMetric.put(metric, value);
            }
        }
        VerdictSettings ofService = VerdictSettings.DEFAULT;
        return new VerdictSettings(
                byMetric,
                ofService.level(),
                ofService.minimum(),
                ofService.exempted(),
                ofService.evidence(),
                Picks.DEFAULT.references());
    }

    Assumed assumed() {
        return assumed;
    }

    VerdictSettings settings() {
        return settings;
    }

    private static void put(Map<Subgroup, Double> map, String option, String text, Subgroup subgroup, double value) {
        if (map.put(subgroup, value) != null) {
            throw wrong(option, text, "each subgroup once, but " + subgroup + " is given twice");
        }
    }

    private static Subgroup subgroup(String option, String text, String name) {
        try {
            return Subgroup.named(name);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    option,
                    text,
                    option.equals("--share")
                            ? "a subgroup and its share, such as sex=male,age=old=0.003"
                            : "a class and its share, such as blond=0.15 or sex=male/blond=0.02");
        }
    }

    private static double above(String option, String text, String number, double most) {
        double value = number(option, text, number, 0, most);
        if (value == 0) {
            throw wrong(option, text, "a number above 0");
        }
        return value;
    }

    private static double number(String option, String text, String number, double least, double most) {
        try {
            double value = Double.parseDouble(number.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(option, text, "a number in place of '" + number + "'");
        }
        throw wrong(
                option,
                text,
                most == Double.MAX_VALUE
                        ? "a number above 0"
                        : "a number from " + plain(least) + " to " + plain(most) + " in place of '" + number + "'");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static IllegalArgumentException wrong(String option, String value, String expected) {
        return new IllegalArgumentException(option + " is '" + value + "', expected " + expected);
    }
}
