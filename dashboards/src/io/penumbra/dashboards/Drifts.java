package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.list;
import static io.penumbra.dashboards.Json.object;
import static io.penumbra.dashboards.Query.own;
import static io.penumbra.dashboards.Query.view;

/** What has left its reference, since when, and by how much evidence. */
final class Drifts {
    static final String UID = "penumbra-drift";

    private static final String KIND = "kind=~\"$kind\"";
    private static final String CHOSEN = "subgroup=~\"$subgroup\"";
    private static final String CANDIDATE = "model=\"$candidate\"";
    private static final String BASELINE = "model=\"$baseline\"";
    private static final String EACH = "kind, model, subgroup";
    private static final String ROW = EACH + ", horizon";
    private static final String DAY = "horizon=\"24h\"";
    private static final String MONTH = "horizon=\"30d\"";
    private static final String WAITING = "no reference yet: it is measured in a version's first hours";

    private Drifts() {}

    static Dashboard dashboard() {
        return new Dashboard(
                        UID,
                        "Penumbra / Drift",
                        "What has left its reference: which alarms last, since when, and how the evidence grew.",
                        Variable.of(
                                Variable.datasource(),
                                Variable.job(),
                                Variable.candidate(),
                                Variable.baseline(),
                                Variable.subgroups("$__all"),
                                Variable.labelled(
                                                "kind",
                                                "Drift",
                                                "What may drift.",
                                                "penumbra_drift_statistic{job=\"$job\"}",
                                                "kind")
                                        .all(),
                                Variable.rest()))
                .link(
                        "Drift in detail",
                        "Penumbra's REST: each statistic with its start, reference and margin",
                        "${rest}/api/v1/drift?candidate=${candidate}")
                .row("Alarms")
                .add(Panel.stat("Alarms", "Series that are in alarm now, of all models.", "none", WAITING)
                        .size(24, 3)
                        .ask("sum(" + view(EACH, "penumbra_drift_alarm") + ")", "alarms"))
                .add(alarms())
                .add(Panel.states(
                                "When alarms lasted",
                                "Which series were in alarm, and when. No row: no alarm.",
                                "no alarm in this time, or nobody exports the view")
                        .size(24, 7)
                        .ask(
                                view(EACH, "penumbra_drift_alarm", CHOSEN, KIND) + " > 0",
                                "{{kind}} {{model}} {{subgroup}}")
                        .states(new State(0, "– quiet", Palette.GREY), new State(1, "! alarm", Palette.VERMILLION)))
                .row("Evidence")
                .add(Panel.lines(
                                "Drift of $kind, $candidate",
                                "ln of the evidence that $kind of the candidate has left its reference. Dashed: from here on it is an alarm.",
                                "none",
                                WAITING)
                        .size(24, 8)
                        .forEach("kind", 2)
                        .subgroups(view("subgroup", "penumbra_drift_statistic", CANDIDATE, CHOSEN, KIND, DAY))
                        .ask(
                                "max(" + own("penumbra_drift_threshold", DAY) + ")",
                                "! alarm",
                                Palette.VERMILLION,
                                Line.DASHED))
                .add(Panel.lines(
                                "Drift of the stream and of $baseline",
                                "ln of the evidence that a series of the baseline, or of the stream itself, has left its reference. Dashed: from here on it is an alarm.",
                                "none",
                                WAITING)
                        .size(24, 8)
                        .ask(
                                view("kind, subgroup", "penumbra_drift_statistic", BASELINE, CHOSEN, KIND, DAY),
                                "{{kind}}, {{subgroup}}")
                        .ask(
                                "max(" + own("penumbra_drift_threshold", DAY) + ")",
                                "! alarm",
                                Palette.VERMILLION,
                                Line.DASHED))
                .add(Panel.lines(
                                "Drift over 30 days",
                                "ln of the evidence of slow drift: of all models, in all images and in each value of one attribute. Dashed: from here on it is an alarm.",
                                "none",
                                WAITING)
                        .size(24, 8)
                        .ask(
                                view(EACH, "penumbra_drift_statistic", CHOSEN, KIND, MONTH),
                                "{{kind}}, {{model}}, {{subgroup}}")
                        .ask(
                                "max(" + own("penumbra_drift_threshold", MONTH) + ")",
                                "! alarm",
                                Palette.VERMILLION,
                                Line.DASHED));
    }

    /** Adds the value of a metric to each series that is in alarm. */
    private static String alarmed(String metric) {
        return view(ROW, metric, CHOSEN, KIND) + " and on (kind, model, subgroup, horizon) ("
                + view(ROW, "penumbra_drift_alarm", CHOSEN, KIND) + " > 0)";
    }

    private static String change() {
        return "100 * (" + view(ROW, "penumbra_drift_to_ratio", CHOSEN, KIND)
                + " - on (kind, model, subgroup, horizon) " + view(ROW, "penumbra_drift_from_ratio", CHOSEN, KIND)
                + ")";
    }

    private static Panel alarms() {
        return Panel.table(
                        "In alarm",
                        "Each series that is in alarm, the strongest first: from what to what it has gone, since when, and its evidence.",
                        "none",
                        "✓ no alarm")
                .size(24, 8)
                .narrow(70)
                .names("What", "Model", "Subgroup")
                .ask(alarmed("penumbra_drift_statistic"), "")
                .ask("1000 * (" + alarmed("penumbra_drift_since_timestamp_seconds") + ")", "")
                .ask(view(ROW, "penumbra_drift_from_ratio", CHOSEN, KIND), "")
                .ask(view(ROW + ", class", "penumbra_drift_to_ratio", CHOSEN, KIND), "")
                .ask(change(), "")
                .transform("merge", object())
                .transform(
                        "organize",
                        Columns.of(
                                "kind",
                                "What",
                                "model",
                                "Model",
                                "subgroup",
                                "Subgroup",
                                "class",
                                "Class",
                                "horizon",
                                "Within",
                                "Value #C",
                                "From",
                                "Value #D",
                                "To",
                                "Value #E",
                                "Points",
                                "Value #B",
                                "Since",
                                "Value #A",
                                "Evidence, ln",
                                "Time",
                                ""))
                .transform("sortBy", object("sort", list(object("field", "Evidence, ln", "desc", true))))
                .column("Evidence, ln", object("id", "decimals", "value", 2))
                .column("From", object("id", "unit", "value", "percentunit"), object("id", "decimals", "value", 2))
                .column("To", object("id", "unit", "value", "percentunit"), object("id", "decimals", "value", 2))
                .column("Points", object("id", "decimals", "value", 2))
                .column(
                        "Since",
                        object("id", "unit", "value", "dateTimeAsIso"),
                        object("id", "custom.width", "value", 140));
    }
}
