package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.list;
import static io.penumbra.dashboards.Json.object;
import static io.penumbra.dashboards.Query.windowed;

/** The images on which a candidate is farthest from the baseline. */
final class Exemplars {
    static final String UID = "penumbra-exemplars";

    private static final String CANDIDATE = "model=\"$candidate\"";
    private static final String AT = "percentile=\"$percentile\"";
    private static final String SHARE = "penumbra_exemplar_share_ratio";
    private static final String WAITING = "no image in the window";
    private static final String GALLERY = "${rest}/gallery?candidate=${candidate}&window=${window}&percentile=";
    private static final String IMAGES = "${rest}/api/v1/exemplars?candidate=${candidate}&window=${window}&percentile=";

    private Exemplars() {}

    static Dashboard dashboard() {
        return new Dashboard(
                        UID,
                        "Penumbra / Exemplars",
                        "The images on which a candidate is farthest from the baseline: how far, how accurate, and which subgroups they show more often.",
                        Variable.of(
                                Variable.datasource(),
                                Variable.job(),
                                Variable.window(),
                                Variable.candidate(),
                                Variable.baseline(),
                                Variable.labelled(
                                        "percentile",
                                        "Percentile",
                                        "Images at or above this percentile of distance are exemplars.",
                                        "penumbra_exemplar_distance{job=\"$job\", model=\"$candidate\"}",
                                        "percentile"),
                                Variable.subgroups("$__all"),
                                Variable.rest()))
                .link("The pictures", "The console's gallery of these exemplars", GALLERY + "${percentile}")
                .link(
                        "Exemplars as JSON",
                        "Penumbra's REST: each exemplar with its votes and the address of its image",
                        IMAGES + "${percentile}")
                .row("How far")
                .add(Panel.lines(
                                "Distance of votes",
                                "Percentiles of the taxicab distance between the votes of the candidate's members and of the baseline's, 0 to 2. It needs no label. With one member each it is 0 or 2.",
                                "none",
                                WAITING)
                        .size(12, 8)
                        .from(0)
                        .ask(windowed("percentile", "penumbra_exemplar_distance", CANDIDATE), "{{percentile}} %"))
                .add(Panel.lines(
                                "Distance of probabilities",
                                "Distance of mean probabilities at the same percentiles, 0 to 2. It ranks images of equal votes.",
                                "none",
                                WAITING)
                        .size(12, 8)
                        .from(0)
                        .ask(
                                windowed("percentile", "penumbra_exemplar_probability_distance", CANDIDATE),
                                "{{percentile}} %"))
                .row("How often right")
                .add(accuracy())
                .add(Panel.table(
                                "Accuracy by percentile",
                                "Images on which the models differ more are harder, for the baseline too. Images of equal rank stay together, so their share of all images may exceed the one asked for. A click on a percentile opens its pictures in the console.",
                                "percentunit",
                                "no labelled exemplar in the window")
                        .size(12, 9)
                        .ask(
                                windowed(
                                        "percentile",
                                        "penumbra_exemplar_accuracy",
                                        "reference=\"$candidate\"",
                                        "model=\"$baseline\""),
                                "")
                        .ask(
                                windowed(
                                        "percentile",
                                        "penumbra_exemplar_accuracy",
                                        "reference=\"$candidate\"",
                                        CANDIDATE),
                                "")
                        .ask(windowed("percentile", "penumbra_exemplar_ratio", CANDIDATE), "")
                        .transform("filterFieldsByName", object("include", object("pattern", "^(percentile|Value.*)$")))
                        .transform("joinByField", object("byField", "percentile", "mode", "outer"))
                        .transform(
                                "organize",
                                Columns.of(
                                        "percentile",
                                        "Percentile",
                                        "Value #A",
                                        "Baseline right",
                                        "Value #B",
                                        "Candidate right",
                                        "Value #C",
                                        "Share of all images"))
                        .column(
                                "Percentile",
                                object("id", "unit", "value", "string"),
                                object(
                                        "id",
                                        "links",
                                        "value",
                                        list(object(
                                                "title",
                                                "The pictures",
                                                "url",
                                                GALLERY + "${__value.text}",
                                                "targetBlank",
                                                true)))))
                .row("Who is on them")
                .add(Panel.bars(
                                "Over-representation",
                                "A subgroup's share of the exemplars divided by its share of all images. At 1 both are equal. Orange, above 1.5: compression affects this subgroup more.",
                                "suffix: ×",
                                WAITING)
                        .size(12, 10)
                        .from(0)
                        .bound(1.5, Palette.ORANGE)
                        .ask(
                                "sort_desc(" + windowed("subgroup", SHARE, CANDIDATE, AT, "subgroup=~\"$subgroup\"")
                                        + ")",
                                "{{subgroup}}")
                        .dataLink(
                                "${__field.labels.subgroup} in Subgroups",
                                Dashboard.to(
                                        Subgroups.UID,
                                        "${window:queryparam}",
                                        "${candidate:queryparam}",
                                        "var-subgroup=${__field.labels.subgroup}")))
                .add(Panel.lines(
                                "Over-representation over time",
                                "The same ratio over time. The line of all images is at 1, equal shares.",
                                "suffix: ×",
                                WAITING)
                        .size(12, 10)
                        .from(0)
                        .subgroups(windowed("subgroup", SHARE, CANDIDATE, AT, "subgroup=~\"$subgroup\"")));
    }

    private static Panel accuracy() {
        var panel = Panel.lines(
                        "Accuracy on exemplars",
                        "Share of the labelled exemplars for which each model's modal class is right, with 95 % intervals of one look.",
                        "percentunit",
                        "no labelled exemplar in the window")
                .size(12, 9)
                .bounds(0, 1);
        ask(panel, "baseline", Palette.GREY, Line.DASHED);
        ask(panel, "candidate", Palette.BLUE, Line.SOLID);
        return panel;
    }

    private static void ask(Panel panel, String model, String colour, Line line) {
        String[] matchers = {"reference=\"$candidate\"", "model=\"$" + model + "\"", AT};
        String metric = "penumbra_exemplar_accuracy";
        panel.band(
                windowed("model", metric, matchers),
                windowed("model", metric + "_lower", matchers),
                windowed("model", metric + "_upper", matchers),
                model,
                colour,
                line);
    }
}
