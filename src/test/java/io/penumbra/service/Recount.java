package io.penumbra.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.metrics.Page;
import io.penumbra.wire.v1.Score;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * Every figure of the page of metrics, counted once more in the most simple way: image by image over the records of the scores topic. Shares
 * no code with the tally.
 */
public final class Recount {
    private final List<String> classes;
    private final List<String> models = new ArrayList<>();
    private final List<Score> images;

    /** @param images at least one, all of one lineup */
    public Recount(List<Score> images) {
        this.images = images;
        var lineup = images.get(0).getLineup();
        classes = lineup.getClassesList();
        models.add(lineup.getBaseline().getName());
        lineup.getCandidatesList().forEach(candidate -> models.add(candidate.getName()));
    }

    /** Value by metric and labels without the window; empty for a ratio without a denominator. */
    public Map<String, Map<Map<String, String>, OptionalDouble>> figures() {
        var figures = new LinkedHashMap<String, Map<Map<String, String>, OptionalDouble>>();
        for (String subgroup : subgroups()) {
            List<Score> members =
                    images.stream().filter(image -> isIn(image, subgroup)).toList();
            List<Score> labelled = members.stream()
                    .filter(image -> !image.getLabel().isEmpty())
                    .toList();
            put(figures, "penumbra_scored_images", Map.of("subgroup", subgroup), members.size());
            put(figures, "penumbra_labelled_images", Map.of("subgroup", subgroup), labelled.size());
            for (int model = 0; model < models.size(); model++) {
                figures(figures, subgroup, model, members, labelled);
                if (!subgroup.contains(",")) {
                    behaviour(figures, subgroup, model, members, labelled);
                }
            }
        }
        return figures;
    }

    /** Compares every figure with what a page shows of all time, and sees that the page has no others. */
    public void assertShownBy(Page page) {
        figures().forEach((metric, figures) -> {
            figures.forEach((labels, expected) -> {
                var series = new HashMap<>(labels);
                series.put("window", "version");
                var found = page.value(metric, series);
                assertThat(found.isPresent())
                        .as("%s%s is there", metric, series)
                        .isEqualTo(expected.isPresent());
                expected.ifPresent(value -> assertThat(found.getAsDouble())
                        .as("%s%s", metric, series)
                        .isCloseTo(value, within(1e-9)));
            });
            long present =
                    figures.values().stream().filter(OptionalDouble::isPresent).count();
            assertThat(page.series(metric + "{").stream().filter(series -> series.contains("window=version")))
                    .as(metric)
                    .hasSize((int) present);
        });
    }

    private void figures(
            Map<String, Map<Map<String, String>, OptionalDouble>> figures,
            String subgroup,
            int model,
            List<Score> members,
            List<Score> labelled) {
        Map<String, String> labels = Map.of("subgroup", subgroup, "model", models.get(model));
        double errors = 0;
        double baselineErrors = 0;
        for (Score image : labelled) {
            errors += 1 - share(image, model, image.getLabel());
            baselineErrors += 1 - share(image, 0, image.getLabel());
        }
        put(figures, "penumbra_errors", labels, errors);
        ratio(figures, "penumbra_error_ratio", labels, errors, labelled.size());
        for (String y : classes) {
            double taken = 0;
            double others = 0;
            double missed = 0;
            double own = 0;
            for (Score image : labelled) {
                if (image.getLabel().equals(y)) {
                    own++;
                    missed += 1 - share(image, model, y);
                } else {
                    others++;
                    taken += share(image, model, y);
                }
            }
            Map<String, String> withClass = Map.of("subgroup", subgroup, "model", models.get(model), "class", y);
            ratio(figures, "penumbra_false_positive_ratio", withClass, taken, others);
            ratio(figures, "penumbra_false_negative_ratio", withClass, missed, own);
        }
        if (model > 0) {
            int flips = 0;
            for (Score image : members) {
                flips += modal(image, model).equals(modal(image, 0)) ? 0 : 1;
            }
            int regressions = 0;
            int fixes = 0;
            for (Score image : labelled) {
                boolean before = modal(image, 0).equals(image.getLabel());
                boolean after = modal(image, model).equals(image.getLabel());
                regressions += before && !after ? 1 : 0;
                fixes += !before && after ? 1 : 0;
            }
            ratio(figures, "penumbra_disagreement_ratio", labels, flips, members.size());
            put(figures, "penumbra_regressions", labels, regressions);
            put(figures, "penumbra_fixes", labels, fixes);
            ratio(figures, "penumbra_error_ratio_change", labels, errors - baselineErrors, labelled.size());
        }
    }

    /** The figures that a page shows of one attribute at the most. */
    private void behaviour(
            Map<String, Map<Map<String, String>, OptionalDouble>> figures,
            String subgroup,
            int model,
            List<Score> members,
            List<Score> labelled) {
        Map<String, String> labels = Map.of("subgroup", subgroup, "model", models.get(model));
        double[] apart = new double[15];
        double[] confidences = new double[2];
        int[] of = new int[2];
        int[] sure = new int[2];
        for (Score image : labelled) {
            double confidence = probability(image, model, modal(image, model));
            boolean before = modal(image, 0).equals(image.getLabel());
            boolean after = modal(image, model).equals(image.getLabel());
            apart[Math.max(0, (int) Math.ceil(15 * confidence - 1e-9) - 1)] += (after ? 1 : 0) - confidence;
            if (before != after) {
                int which = before ? 0 : 1;
                of[which]++;
                confidences[which] += confidence;
                sure[which] += confidence >= 0.9 ? 1 : 0;
            }
        }
        double error = 0;
        for (double each : apart) {
            error += Math.abs(each);
        }
        ratio(figures, "penumbra_calibration_error", labels, error, labelled.size());
        long uncertain = members.stream()
                .filter(image -> classes.stream().allMatch(y -> probability(image, model, y) < 0.9))
                .count();
        ratio(figures, "penumbra_uncertain_ratio", labels, uncertain, members.size());
        if (model > 0) {
            ratio(figures, "penumbra_regression_confidence", labels, confidences[0], of[0]);
            ratio(figures, "penumbra_fix_confidence", labels, confidences[1], of[1]);
            put(figures, "penumbra_sure_regressions", labels, sure[0]);
            put(figures, "penumbra_sure_fixes", labels, sure[1]);
        }
        if (!subgroup.equals("all")) {
            String y = classes.get(images.get(0).getLineup().getPositive());
            double[] predicted = new double[2];
            double[] support = new double[2];
            for (Score image : images) {
                if (!image.getLabel().isEmpty()) {
                    double share = share(image, model, y);
                    double own = image.getLabel().equals(y) ? 1 : 0;
                    predicted[0] += share;
                    support[0] += own;
                    predicted[1] += isIn(image, subgroup) ? share : 0;
                    support[1] += isIn(image, subgroup) ? own : 0;
                }
            }
            ratio(
                    figures,
                    "penumbra_bias_amplification",
                    Map.of("subgroup", subgroup, "model", models.get(model), "class", y),
                    predicted[1] * support[0] - support[1] * predicted[0],
                    predicted[0] * support[0]);
        }
    }

    /** Rounded to a millionth. */
    private double probability(Score image, int model, String y) {
        return Math.round(1e6 * image.getProbabilities(model * classes.size() + classes.indexOf(y))) / 1e6;
    }

    private static void put(
            Map<String, Map<Map<String, String>, OptionalDouble>> figures,
            String metric,
            Map<String, String> labels,
            double value) {
        figures.computeIfAbsent(metric, m -> new LinkedHashMap<>()).put(labels, OptionalDouble.of(value));
    }

    private static void ratio(
            Map<String, Map<Map<String, String>, OptionalDouble>> figures,
            String metric,
            Map<String, String> labels,
            double numerator,
            double denominator) {
        figures.computeIfAbsent(metric, m -> new LinkedHashMap<>())
                .put(labels, denominator == 0 ? OptionalDouble.empty() : OptionalDouble.of(numerator / denominator));
    }

    /** Every subgroup of sex and age that has an image. */
    private TreeSet<String> subgroups() {
        var names = new TreeSet<String>();
        names.add("all");
        for (Score image : images) {
            String age = "age=" + image.getSubgroupsOrDefault("age", "unknown");
            String sex = "sex=" + image.getSubgroupsOrDefault("sex", "unknown");
            names.addAll(List.of(age, sex, age + "," + sex));
        }
        return names;
    }

    private static boolean isIn(Score image, String subgroup) {
        if (subgroup.equals("all")) {
            return true;
        }
        for (String pair : subgroup.split(",")) {
            String[] words = pair.split("=");
            if (!image.getSubgroupsOrDefault(words[0], "unknown").equals(words[1])) {
                return false;
            }
        }
        return true;
    }

    /** The share of a model's members that predict a class. */
    private double share(Score image, int model, String y) {
        int all = 0;
        for (int i = 0; i < classes.size(); i++) {
            all += image.getVotes(model * classes.size() + i);
        }
        return (double) image.getVotes(model * classes.size() + classes.indexOf(y)) / all;
    }

    /** The class with most votes, of equal ones the likelier. */
    private String modal(Score image, int model) {
        String best = classes.get(0);
        for (String y : classes) {
            int votes = image.getVotes(model * classes.size() + classes.indexOf(y))
                    - image.getVotes(model * classes.size() + classes.indexOf(best));
            double likelier = image.getProbabilities(model * classes.size() + classes.indexOf(y))
                    - image.getProbabilities(model * classes.size() + classes.indexOf(best));
            if (votes > 0 || votes == 0 && likelier > 0) {
                best = y;
            }
        }
        return best;
    }
}
