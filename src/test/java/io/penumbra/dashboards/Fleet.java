package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.list;
import static io.penumbra.dashboards.Json.object;
import static io.penumbra.dashboards.Query.own;
import static io.penumbra.dashboards.Query.view;
import static io.penumbra.dashboards.Query.windowed;

/** Every candidate in one row: may it ship, whom does it cost most, what does it save. */
final class Fleet {
    static final String UID = "penumbra-fleet";

    private static final String CHOSEN = "model=~\"$candidate\"";
    private static final String ALL = "subgroup=\"all\"";
    private static final String PART = "subgroup!=\"all\"";
    private static final String CHANGE = "penumbra_error_ratio_change";
    private static final String WAITING = "no image yet";

    private Fleet() {}

    static Dashboard dashboard() {
        return new Dashboard(
                        UID,
                        "Penumbra / Fleet",
                        "Every candidate: its verdict, its overall change, the subgroup that it costs most, the size that it saves.",
                        Variable.of(
                                Variable.datasource(),
                                Variable.job(),
                                Variable.window(),
                                Variable.candidates(),
                                Variable.rest().hidden()))
                .row("At a glance")
                .add(Panel.stat(
                                "Verdicts",
                                "How many candidates have which verdict of the gate.",
                                "none",
                                "no candidate yet")
                        .size(8, 4)
                        .ask("sum(" + view("model", "penumbra_verdict", "verdict=\"pass\"") + ")", "✓ pass")
                        .ask("sum(" + view("model", "penumbra_verdict", "verdict=\"fail\"") + ")", "✗ fail")
                        .ask(
                                "sum(" + view("model", "penumbra_verdict", "verdict=\"inconclusive\"") + ")",
                                "… inconclusive"))
                .add(Panel.stat("Images scored", "Images of the window, whoever is on them.", "short", WAITING)
                        .ask(windowed("subgroup", "penumbra_scored_images", ALL), "scored")
                        .link("Pipeline", Dashboard.to(Pipeline.UID)))
                .add(Panel.stat(
                                "With a label",
                                "Share of the window's images whose true class is known: errors are measured on these.",
                                "percentunit",
                                WAITING)
                        .ask(windowed("subgroup", "penumbra_label_coverage_ratio", ALL), "labelled"))
                .add(Panel.stat(
                                "Instances ready",
                                "Processes all of whose parts work, and all that answer.",
                                "none",
                                "no instance answers")
                        .ask("sum(min by (instance) (" + own("penumbra_ready") + "))", "ready")
                        .ask("count(count by (instance) (" + own("penumbra_ready") + "))", "of")
                        .link("Pipeline", Dashboard.to(Pipeline.UID)))
                .add(Panel.stat(
                                "Who exports the view",
                                "Instances that export error ratios, verdicts and drift: exactly one is right.",
                                "none",
                                "no instance answers")
                        .ask("sum(" + own("penumbra_view_exporter") + ")", "exporters")
                        .states(
                                new State(0, "✗ nobody", Palette.VERMILLION),
                                new State(1, "✓ one", Palette.GREEN),
                                new State(2, "✗ two", Palette.VERMILLION)))
                .row("Candidates")
                .add(candidates())
                .add(Panel.table(
                                "Alerts that fire",
                                "Alerts of this deployment; the runbook of each says what to do.",
                                "none",
                                "✓ none fires")
                        .size(24, 6)
                        .ask(
                                "max by (alertname, severity, model, subgroup, metric, kind, reason, part, instance) ("
                                        + own("ALERTS", "alertname=~\"Penumbra.+\"", "alertstate=\"firing\"") + ")",
                                "")
                        .transform(
                                "organize",
                                object(
                                        "excludeByName",
                                        object("Time", true, "Value", true),
                                        "indexByName",
                                        object("alertname", 0, "severity", 1),
                                        "renameByName",
                                        object("alertname", "Alert", "severity", "Severity"))))
                .row("Over time")
                .add(Panel.states(
                                "Verdict",
                                "What the gate said of each candidate, and when that changed.",
                                "no candidate yet")
                        .size(8, 8)
                        .ask(verdict(), "{{model}}")
                        .states(State.VERDICT))
                .add(Panel.lines(
                                "Change of error, all images",
                                "Error ratio of each candidate minus the baseline's on the same images; above 0 is worse.",
                                "percentunit",
                                WAITING)
                        .ask(windowed("model", CHANGE, CHOSEN, ALL), "{{model}}"))
                .add(Panel.lines(
                                "Change of error, worst subgroup",
                                "The largest change for the worse among the subgroups. A small subgroup may stand here by chance: Subgroups has its interval.",
                                "percentunit",
                                WAITING)
                        .ask("max by (model) (" + own(CHANGE, CHOSEN, PART, "window=\"$window\"") + ")", "{{model}}"));
    }

    /** 0 for inconclusive, 1 for pass, 2 for fail. */
    private static String verdict() {
        return view("model", "penumbra_verdict", CHOSEN, "verdict=\"pass\"") + " + 2 * "
                + view("model", "penumbra_verdict", CHOSEN, "verdict=\"fail\"");
    }

    private static String saved(String bytes) {
        return "1 - " + view("model", bytes, CHOSEN, "role=\"candidate\"") + " / on () group_left " + "max("
                + own(bytes, "role=\"baseline\"") + ")";
    }

    private static Panel candidates() {
        return Panel.table(
                        "Candidates",
                        "May it ship, whom does it cost most, what does it save. Changes are the candidate's error ratio minus the baseline's on the same images.",
                        "percentunit",
                        "no candidate yet")
                .size(24, 9)
                .ask(verdict(), "")
                .ask(windowed("model", CHANGE, CHOSEN, ALL), "")
                .ask(windowed("model", CHANGE + "_lower", CHOSEN, ALL), "")
                .ask(windowed("model", CHANGE + "_upper", CHOSEN, ALL), "")
                .ask("topk by (model) (1, " + windowed("model, subgroup", CHANGE, CHOSEN, PART) + ")", "")
                .ask(windowed("model", "penumbra_disagreement_ratio", CHOSEN, ALL), "")
                .ask(saved("penumbra_model_bytes"), "")
                .ask(saved("penumbra_model_deflated_bytes"), "")
                .transform("filterFieldsByName", object("include", object("pattern", "^(model|subgroup|Value.*)$")))
                .transform("joinByField", object("byField", "model", "mode", "outer"))
                .transform(
                        "organize",
                        object(
                                "excludeByName",
                                object(),
                                "indexByName",
                                object(
                                        "model",
                                        0,
                                        "Value #A",
                                        1,
                                        "Value #B",
                                        2,
                                        "Value #C",
                                        3,
                                        "Value #D",
                                        4,
                                        "subgroup",
                                        5,
                                        "Value #E",
                                        6,
                                        "Value #F",
                                        7,
                                        "Value #G",
                                        8,
                                        "Value #H",
                                        9),
                                "renameByName",
                                object(
                                        "model",
                                        "Candidate",
                                        "Value #A",
                                        "Verdict",
                                        "Value #B",
                                        "Change of error, all",
                                        "Value #C",
                                        "from",
                                        "Value #D",
                                        "to",
                                        "subgroup",
                                        "Worst subgroup",
                                        "Value #E",
                                        "Its change",
                                        "Value #F",
                                        "Disagreement",
                                        "Value #G",
                                        "Size saved",
                                        "Value #H",
                                        "Saved after deflate")))
                .column(
                        "Candidate",
                        object(
                                "id",
                                "links",
                                "value",
                                list(object(
                                        "title",
                                        "Rollout of ${__value.text}",
                                        "url",
                                        Dashboard.to(Rollout.UID, "var-candidate=${__value.text}")))))
                .column(
                        "Worst subgroup",
                        object(
                                "id",
                                "links",
                                "value",
                                list(object(
                                        "title",
                                        "${__value.text} in Subgroups",
                                        "url",
                                        Dashboard.to(
                                                Subgroups.UID,
                                                "${window:queryparam}",
                                                "var-candidate=${__data.fields.Candidate}",
                                                "var-subgroup=${__value.text}")))))
                .column(
                        "Disagreement",
                        object(
                                "id",
                                "links",
                                "value",
                                list(object(
                                        "title",
                                        "Exemplars of ${__data.fields.Candidate}",
                                        "url",
                                        Dashboard.to(
                                                Exemplars.UID,
                                                "${window:queryparam}",
                                                "var-candidate=${__data.fields.Candidate}")))))
                .column(
                        "Verdict",
                        object("id", "mappings", "value", list(State.mapping(State.VERDICT))),
                        object("id", "custom.cellOptions", "value", object("type", "color-text")));
    }
}
