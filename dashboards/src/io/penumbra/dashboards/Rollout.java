package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.list;
import static io.penumbra.dashboards.Json.object;
import static io.penumbra.dashboards.Query.view;

/** One candidate on its way to a verdict. */
final class Rollout {
    static final String UID = "penumbra-rollout";

    private static final String CANDIDATE = "model=\"$candidate\"";
    private static final String CHOSEN = "subgroup=~\"$subgroup\"";
    private static final String EACH = "subgroup, metric, class";
    private static final String WAITING = "no labelled image yet, or nobody exports the view";

    private Rollout() {}

    static Dashboard dashboard() {
        return new Dashboard(
                        UID,
                        "Penumbra / Rollout",
                        "One candidate on its way to pass or fail: evidence and thresholds over time, images still needed, reasons. You may look at the evidence at any time.",
                        Variable.of(
                                Variable.datasource(),
                                Variable.job(),
                                Variable.candidate(),
                                Variable.subgroups("$__all"),
                                Variable.metrics(),
                                Variable.classes(),
                                Variable.rest()))
                .link(
                        "Reasons in sentences",
                        "Penumbra's REST: the gate's answer",
                        "${rest}/api/v1/gate?candidate=${candidate}")
                .row("Verdict")
                .add(Panel.stat(
                                "Verdict of $candidate",
                                "Whether it may ship. Pass: no subgroup is harmed beyond the margin. Fail: a subgroup is. The gate's level holds for all looks together.",
                                "none",
                                "no image yet, or nobody exports the view")
                        .size(6, 4)
                        .ask(verdict(), "{{model}}")
                        .states(State.VERDICT)
                        .link(
                                "Its subgroups",
                                Dashboard.to(Subgroups.UID, "${candidate:queryparam}", "var-window=version")))
                .add(Panel.stat(
                                "Questions",
                                "Questions (a subgroup and a metric) by state. The candidate passes when all are safe.",
                                "none",
                                WAITING)
                        .size(12, 4)
                        .ask(
                                "count by (state) (" + view(EACH + ", state", "penumbra_finding", CANDIDATE) + ")",
                                "{{state}}"))
                .add(Panel.stat(
                                "Labelled images",
                                "Images with a label since the version of the candidate began.",
                                "short",
                                WAITING)
                        .size(6, 4)
                        .ask(
                                view("subgroup", "penumbra_labelled_images", "subgroup=\"all\"", "window=\"version\""),
                                "labelled"))
                .add(Panel.states(
                                "Verdict over time",
                                "The verdict of the gate, and when it changed.",
                                "no candidate yet, or nobody exports the view")
                        .size(24, 4)
                        .ask(verdict(), "{{model}}")
                        .states(State.VERDICT))
                .row("Reasons")
                .add(reasons())
                .row("Still needed")
                .add(needed())
                .row("Evidence")
                .add(evidence(
                                "Towards fail: harm in $metric",
                                "ln of the evidence that $candidate worsens $metric by more than the margin. Dashed: the threshold for one subgroup alone. It is lower if several subgroups show harm.",
                                "penumbra_harm_evidence")
                        .ask(
                                view("model", "penumbra_harm_evidence_threshold", CANDIDATE),
                                "✗ shown alone",
                                Palette.VERMILLION,
                                Line.DASHED))
                .add(evidence(
                                "Towards pass: safety in $metric",
                                "ln of the evidence that $candidate worsens $metric by less than the margin. The candidate passes when every subgroup is above the dashed line in every metric.",
                                "penumbra_safety_evidence")
                        .ask(
                                view("model", "penumbra_safety_evidence_threshold", CANDIDATE),
                                "✓ shown",
                                Palette.GREEN,
                                Line.DASHED));
    }

    private static Panel needed() {
        return Panel.bars(
                        "Images still needed",
                        "About how many more labelled images of the subgroup answer a question, if they are like those before. The longest wait stands first.",
                        "short",
                        "none: all is answered, or no number of images would be enough, or nobody exports the view")
                .size(24, 12)
                .from(0)
                .ask(
                        "sort_desc(" + worded(view(EACH, "penumbra_images_needed", CANDIDATE, CHOSEN)) + ")",
                        "{{words}} {{class}} of {{subgroup}}")
                .dataLink(
                        "${__field.labels.subgroup} in Subgroups",
                        Dashboard.to(
                                Subgroups.UID,
                                "${candidate:queryparam}",
                                "var-window=version",
                                "var-subgroup=${__field.labels.subgroup}"));
    }

    /** Adds the metric label {@code words}: the metric without underscores. */
    private static String worded(String expr) {
        String spaced = expr;
        for (var metric : Variable.METRICS.entrySet()) {
            spaced = "label_replace(" + spaced + ", \"words\", \"" + metric.getValue() + "\", \"metric\", \""
                    + metric.getKey() + "\")";
        }
        return spaced;
    }

    private static String verdict() {
        return view("model", "penumbra_verdict", CANDIDATE, "verdict=\"pass\"") + " + 2 * "
                + view("model", "penumbra_verdict", CANDIDATE, "verdict=\"fail\"");
    }

    private static Panel evidence(String title, String about, String metric) {
        return Panel.lines(title, about, "none", WAITING)
                .size(24, 8)
                .forEach("metric", 3)
                .subgroups(view("subgroup", metric, CANDIDATE, CHOSEN, "metric=~\"$metric\"", "class=~\"$class|\""));
    }

    /** Each query has the state as a metric label, so that the rows of all queries match. */
    private static String inState(String metric) {
        return view(EACH, metric, CANDIDATE, CHOSEN) + " * on (subgroup, metric, class) group_left (state) "
                + view(EACH + ", state", "penumbra_finding", CANDIDATE);
    }

    private static String margins() {
        return view(EACH + ", state", "penumbra_finding", CANDIDATE, CHOSEN) + " * on (metric) group_left "
                + view("metric", "penumbra_verdict_margin", CANDIDATE);
    }

    private static Panel reasons() {
        return Panel.table(
                        "Reasons",
                        "The state of each question. Harmed: it fails the candidate. Open: so many more images are needed. Below minimum: too few labelled images to judge. The questions nearest to harm come first. The link above has them in sentences.",
                        "none",
                        WAITING)
                .size(24, 10)
                .names("State", "Subgroup", "Metric", "Class")
                .ask(inState("penumbra_harm_evidence"), "")
                .ask(inState("penumbra_safety_evidence"), "")
                .ask(inState("penumbra_images_needed"), "")
                .ask(margins(), "")
                .transform("merge", object())
                .transform(
                        "organize",
                        Columns.of(
                                "state",
                                "State",
                                "subgroup",
                                "Subgroup",
                                "metric",
                                "Metric",
                                "class",
                                "Class",
                                "Value #A",
                                "Evidence of harm, ln",
                                "Value #B",
                                "Evidence of safety, ln",
                                "Value #C",
                                "Images still needed",
                                "Value #D",
                                "Margin",
                                "Time",
                                ""))
                .transform("sortBy", object("sort", list(object("field", "Evidence of harm, ln", "desc", true))))
                .column("Metric", object("id", "mappings", "value", list(Variable.METRIC_WORDS)))
                .column("Evidence of harm, ln", object("id", "decimals", "value", 2))
                .column("Evidence of safety, ln", object("id", "decimals", "value", 2))
                .column("Images still needed", object("id", "unit", "value", "short"))
                .column("Margin", object("id", "unit", "value", "percentunit"))
                .column(
                        "State",
                        object(
                                "id",
                                "mappings",
                                "value",
                                list(object(
                                        "type",
                                        "value",
                                        "options",
                                        object(
                                                "harmed",
                                                object("text", "✗ harmed", "color", Palette.VERMILLION, "index", 0),
                                                "safe",
                                                object("text", "✓ safe", "color", Palette.GREEN, "index", 1),
                                                "open",
                                                object("text", "… open", "color", Palette.SKY, "index", 2),
                                                "below_minimum",
                                                object("text", "▽ below minimum", "color", Palette.ORANGE, "index", 3),
                                                "no_labels",
                                                object("text", "○ no labels", "color", Palette.GREY, "index", 4),
                                                "exempt",
                                                object("text", "– exempt", "color", Palette.GREY, "index", 5))))),
                        object("id", "custom.cellOptions", "value", object("type", "color-text")))
                .columnLink(
                        "Subgroup",
                        "${__value.text} in Subgroups",
                        Dashboard.to(
                                Subgroups.UID,
                                "${candidate:queryparam}",
                                "var-window=version",
                                "var-subgroup=${__value.text}"));
    }
}
