package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.object;
import static io.penumbra.dashboards.Query.view;
import static io.penumbra.dashboards.Query.windowed;

import java.util.ArrayList;
import java.util.List;

/** One candidate beside the baseline, subgroup by subgroup. */
final class Subgroups {
    static final String UID = "penumbra-subgroups";

    private static final String BASELINE = "model=\"$baseline\"";
    private static final String CANDIDATE = "model=\"$candidate\"";
    private static final String HERE = "subgroup=\"$subgroup\"";
    private static final String CLASS = "class=\"$class\"";
    private static final String FALSE_POSITIVE = "penumbra_false_positive_ratio";
    private static final String FALSE_NEGATIVE = "penumbra_false_negative_ratio";
    private static final String CHANGE = "penumbra_error_ratio_change";
    private static final String UNLABELLED = "no labelled image in the window";

    private Subgroups() {}

    static Dashboard dashboard() {
        return new Dashboard(
                        UID,
                        "Penumbra / Subgroups",
                        "One candidate, or all of them, beside the baseline, subgroup by subgroup: errors, false positives and negatives, and disagreement, with 95 % intervals of one look.",
                        Variable.of(
                                Variable.datasource(),
                                Variable.job(),
                                Variable.window(),
                                Variable.candidate(),
                                Variable.baseline(),
                                Variable.classes(),
                                Variable.subgroups("all"),
                                Variable.rest().hidden()))
                .row("Every subgroup")
                .add(overview())
                .add(Panel.lines(
                                "Images",
                                "Images of the window by subgroup, labelled or not. At 0 the subgroup sends nothing more.",
                                "short",
                                "no image in the window")
                        .size(12, 8)
                        .from(0)
                        .subgroups(windowed("subgroup", "penumbra_scored_images")))
                .add(Panel.lines(
                                "Label coverage",
                                "Share of the window's images whose label is known, by subgroup. If it differs, errors are measured on different shares of the subgroups.",
                                "percentunit",
                                "no image in the window")
                        .size(12, 8)
                        .bounds(0, 1)
                        .subgroups(windowed("subgroup", "penumbra_label_coverage_ratio")))
                .row("$subgroup", "subgroup")
                .add(both(
                        "Error of $subgroup",
                        "Share of labelled images for which a model is wrong, the mean over its members. Bands: 95 % intervals of one look.",
                        "penumbra_error_ratio",
                        HERE))
                .add(both(
                        "False positive rate of $subgroup",
                        "Of the labelled images of another class, the share taken for $class. Bands: 95 % intervals of one look.",
                        FALSE_POSITIVE,
                        HERE,
                        CLASS))
                .add(both(
                        "False negative rate of $subgroup",
                        "Of the labelled images of $class, the share not taken for it. Bands: 95 % intervals of one look.",
                        FALSE_NEGATIVE,
                        HERE,
                        CLASS))
                .add(candidateOnly(
                                "Change of error of $subgroup",
                                "The candidate's error ratio minus the baseline's on the same images; above 0 is worse. Band: its 95 % interval of one look. Dotted: the margin that the gate tolerates.",
                                UNLABELLED,
                                CHANGE)
                        .ask(
                                view("model", "penumbra_verdict_margin", CANDIDATE, "metric=\"error\""),
                                "margin",
                                Palette.VERMILLION,
                                Line.DOTTED))
                .add(candidateOnly(
                                "Disagreement of $subgroup",
                                "Share of images on which candidate and baseline give different answers, with the 95 % interval of one look. It needs no label.",
                                "no image in the window",
                                "penumbra_disagreement_ratio")
                        .from(0)
                        .link(
                                "The images: Exemplars",
                                Dashboard.to(Exemplars.UID, "${window:queryparam}", "${candidate:queryparam}")))
                .add(Panel.lines(
                                "Images of $subgroup",
                                "Left: images of the window, and those with a label. Right: regressions and fixes of the candidate among the labelled images.",
                                "short",
                                "no image in the window")
                        .from(0)
                        .ask(windowed("subgroup", "penumbra_scored_images", HERE), "scored", Palette.GREY, Line.DASHED)
                        .ask(
                                windowed("subgroup", "penumbra_labelled_images", HERE),
                                "labelled",
                                Palette.SKY,
                                Line.SOLID)
                        .ask(
                                windowed("subgroup", "penumbra_regressions", CANDIDATE, HERE),
                                "✗ regressions",
                                Palette.VERMILLION,
                                Line.SOLID)
                        .ask(
                                windowed("subgroup", "penumbra_fixes", CANDIDATE, HERE),
                                "✓ fixes",
                                Palette.GREEN,
                                Line.DOTTED)
                        .right("/regressions|fixes/", "regressions, fixes"))
                .add(everyModel());
    }

    /** Draws the baseline dashed and the candidate solid, each with its interval. */
    private static Panel both(String title, String about, String metric, String... matchers) {
        var panel = Panel.lines(title, about, "percentunit", UNLABELLED).from(0);
        ask(panel, metric, "baseline", Palette.GREY, Line.DASHED, matchers);
        ask(panel, metric, "candidate", Palette.BLUE, Line.SOLID, matchers);
        return panel;
    }

    private static Panel candidateOnly(String title, String about, String empty, String metric) {
        var panel = Panel.lines(title, about, "percentunit", empty);
        ask(panel, metric, "candidate", Palette.BLUE, Line.SOLID, HERE);
        return panel;
    }

    private static void ask(Panel panel, String metric, String model, String colour, Line line, String... matchers) {
        var all = new String[matchers.length + 1];
        all[0] = "model=\"$" + model + "\"";
        System.arraycopy(matchers, 0, all, 1, matchers.length);
        panel.band(
                windowed("model", metric, all),
                windowed("model", metric + "_lower", all),
                windowed("model", metric + "_upper", all),
                model,
                colour,
                line);
    }

    private static Panel overview() {
        return Panel.table(
                        "Subgroups",
                        "Every subgroup in the window. An interval that excludes 0 is of one look at one subgroup. For all subgroups together, ask the gate.",
                        "percentunit",
                        "no image in the window")
                .size(24, 10)
                .decimals(2)
                .narrow(80)
                .names("Subgroup")
                .ask(windowed("subgroup", "penumbra_scored_images"), "")
                .ask(windowed("subgroup", "penumbra_labelled_images"), "")
                .ask(windowed("subgroup", "penumbra_error_ratio", BASELINE), "")
                .ask(windowed("subgroup", "penumbra_error_ratio", CANDIDATE), "")
                .ask(windowed("subgroup", CHANGE, CANDIDATE), "")
                .ask(windowed("subgroup", CHANGE + "_lower", CANDIDATE), "")
                .ask(windowed("subgroup", CHANGE + "_upper", CANDIDATE), "")
                .ask(windowed("subgroup", FALSE_POSITIVE, BASELINE, CLASS), "")
                .ask(windowed("subgroup", FALSE_POSITIVE, CANDIDATE, CLASS), "")
                .ask(windowed("subgroup", FALSE_NEGATIVE, BASELINE, CLASS), "")
                .ask(windowed("subgroup", FALSE_NEGATIVE, CANDIDATE, CLASS), "")
                .ask(windowed("subgroup", "penumbra_disagreement_ratio", CANDIDATE), "")
                .transform("filterFieldsByName", object("include", object("pattern", "^(subgroup|Value.*)$")))
                .transform("joinByField", object("byField", "subgroup", "mode", "outer"))
                .transform(
                        "organize",
                        Columns.of(
                                "subgroup",
                                "Subgroup",
                                "Value #A",
                                "Images",
                                "Value #B",
                                "Labelled",
                                "Value #C",
                                "Error, baseline",
                                "Value #D",
                                "Error, candidate",
                                "Value #E",
                                "Change",
                                "Value #F",
                                "from",
                                "Value #G",
                                "to",
                                "Value #H",
                                "FPR, baseline",
                                "Value #I",
                                "FPR, candidate",
                                "Value #J",
                                "FNR, baseline",
                                "Value #K",
                                "FNR, candidate",
                                "Value #L",
                                "Disagreement"))
                .column("Images", object("id", "unit", "value", "none"), object("id", "decimals", "value", 0))
                .column("Labelled", object("id", "unit", "value", "none"), object("id", "decimals", "value", 0))
                .columnLink(
                        "Subgroup",
                        "${__value.text} below",
                        Dashboard.to(
                                UID,
                                "${window:queryparam}",
                                "${candidate:queryparam}",
                                "${class:queryparam}",
                                "var-subgroup=${__value.text}"));
    }

    /** Baseline and all candidates, each rate with its interval. */
    private static Panel everyModel() {
        var panel = Panel.table(
                        "Every model on $subgroup",
                        "Baseline and all candidates: error, false positives and negatives of $class, disagreement with the baseline and change of error, each with the 95 % interval of one look.",
                        "percentunit",
                        "no image in the window")
                .size(24, 9)
                .decimals(2)
                .narrow(65)
                .names("Model");
        var columns = new ArrayList<>(List.of("model", "Model"));
        String[][] rates = {
            {"Error", "penumbra_error_ratio", HERE},
            {"FPR", FALSE_POSITIVE, HERE + ", " + CLASS},
            {"FNR", FALSE_NEGATIVE, HERE + ", " + CLASS},
            {"Disagree", "penumbra_disagreement_ratio", HERE},
            {"Change", CHANGE, HERE}
        };
        char query = 'A';
        for (String[] rate : rates) {
            for (String end : List.of("", "_lower", "_upper")) {
                panel.ask(windowed("model", rate[1] + end, rate[2]), "");
                columns.add("Value #" + query++);
                columns.add(rate[0] + end.replace("_lower", " from").replace("_upper", " to"));
            }
        }
        return panel.transform("filterFieldsByName", object("include", object("pattern", "^(model|Value.*)$")))
                .transform("joinByField", object("byField", "model", "mode", "outer"))
                .transform("organize", Columns.of(columns.toArray(String[]::new)));
    }
}
