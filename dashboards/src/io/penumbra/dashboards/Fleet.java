package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.list;
import static io.penumbra.dashboards.Json.object;
import static io.penumbra.dashboards.Query.own;
import static io.penumbra.dashboards.Query.view;
import static io.penumbra.dashboards.Query.windowed;

/** A row for each candidate: whether it may ship, which subgroup it costs most, what it saves. */
final class Fleet {
    static final String UID = "penumbra-fleet";

    private static final String CHOSEN = "model=~\"$candidate\"";
    private static final String ALL = "subgroup=\"all\"";
    private static final String VERSION = "window=\"version\"";
    private static final String PART = "subgroup!=\"all\"";
    private static final String CHANGE = "penumbra_error_ratio_change";
    /** The largest change of each candidate, and its subgroup. */
    private static final String WORST =
            "topk by (model) (1, " + windowed("model, subgroup", CHANGE, CHOSEN, PART) + ")";

    private static final String WAITING = "no image yet, or nobody exports the view";

    private static final String NONE = "no candidate yet, or nobody exports the view";

    private Fleet() {}

    static Dashboard dashboard() {
        return new Dashboard(
                        UID,
                        "Penumbra / Fleet",
                        "Every candidate: its verdict, its overall change, the subgroup that it costs most, and the size that it saves.",
                        Variable.of(
                                Variable.datasource(),
                                Variable.job(),
                                Variable.window(),
                                Variable.candidates(),
                                Variable.baseline(),
                                Variable.rest().hidden()))
                .link("Console", "Penumbra's own pages: who is harmed, the pictures, the audit", "${rest}/")
                .row("May it ship?")
                .add(candidates())
                .row("Who is harmed?")
                .add(whoIsHarmed())
                .add(Panel.table(
                                "Alerts that fire",
                                "Alerts of this deployment, the critical ones first. The runbook has a section for each name and says what to do.",
                                "none",
                                "✓ none fires")
                        .size(24, 6)
                        .ask(
                                "max by (alertname, severity, model, subgroup, metric, kind, reason, part, topic, store, instance) ("
                                        + Query.alerts() + ")",
                                "")
                        .transform(
                                "organize",
                                Columns.of(
                                        "severity",
                                        "Severity",
                                        "alertname",
                                        "Alert",
                                        "model",
                                        "Model",
                                        "subgroup",
                                        "Subgroup",
                                        "metric",
                                        "Metric",
                                        "kind",
                                        "Drift",
                                        "reason",
                                        "Reason",
                                        "part",
                                        "Part",
                                        "topic",
                                        "Topic",
                                        "store",
                                        "Store",
                                        "instance",
                                        "Instance",
                                        "Time",
                                        "",
                                        "Value",
                                        ""))
                        .transform("sortBy", object("sort", list(object("field", "Severity", "desc", false))))
                        .columnLink(
                                "Model",
                                "Rollout of ${__value.text}",
                                Dashboard.to(Rollout.UID, "var-candidate=${__value.text}"))
                        .columnLink(
                                "Subgroup",
                                "${__value.text} in Subgroups",
                                Dashboard.to(Subgroups.UID, "${window:queryparam}", "var-subgroup=${__value.text}"))
                        .columnLink(
                                "Instance",
                                "${__value.text} in Pipeline",
                                Dashboard.to(Pipeline.UID, "var-instance=${__value.text}")))
                .row("At a glance")
                .add(Panel.stat("Verdicts", "Number of candidates with each verdict of the gate.", "none", NONE)
                        .size(8, 4)
                        .ask("sum(" + view("model", "penumbra_verdict", "verdict=\"pass\"") + ")", "✓ pass")
                        .ask("sum(" + view("model", "penumbra_verdict", "verdict=\"fail\"") + ")", "✗ fail")
                        .ask(
                                "sum(" + view("model", "penumbra_verdict", "verdict=\"inconclusive\"") + ")",
                                "… inconclusive"))
                .add(Panel.stat("Images scored", "Images of the window, over all subgroups.", "short", WAITING)
                        .ask(windowed("subgroup", "penumbra_scored_images", ALL), "scored")
                        .link("Pipeline", Dashboard.to(Pipeline.UID)))
                .add(Panel.stat(
                                "With a label",
                                "Share of the window's images whose true class is known. Errors are measured on these images.",
                                "percentunit",
                                WAITING)
                        .ask(windowed("subgroup", "penumbra_label_coverage_ratio", ALL), "labelled"))
                .add(Panel.stat(
                                "Instances ready",
                                "Instances whose parts all work, and all instances that Prometheus scrapes, whether they answer or not.",
                                "none",
                                "Prometheus scrapes no instance")
                        .ask(
                                "sum(min by (instance) (" + own("penumbra_ready") + ")) or 0 * count(" + own("up")
                                        + ")",
                                "ready")
                        .ask("count(" + own("up") + ")", "of")
                        .link("Pipeline", Dashboard.to(Pipeline.UID)))
                .add(Panel.stat(
                                "Who exports the view",
                                "Instances that export error ratios, verdicts and drift. Exactly one should.",
                                "none",
                                "no instance answers")
                        .ask("sum(" + own("penumbra_view_exporter") + ")", "exporters")
                        .states(
                                new State(0, "✗ nobody", Palette.VERMILLION),
                                new State(1, "✓ one", Palette.GREEN),
                                new State(2, "✗ two", Palette.VERMILLION)))
                .row("Over time")
                .add(Panel.states("Verdict", "The verdict of the gate on each candidate, and when it changed.", NONE)
                        .size(24, 8)
                        .ask(verdict(), "{{model}}")
                        .states(State.VERDICT));
    }

    /** The change of each rate in each subgroup since the version began, with the gate's name of the metric. */
    private static String changes() {
        return named("error", view("model, subgroup", CHANGE, CHOSEN, VERSION))
                + " or " + named("false_positive_rate", change("penumbra_false_positive_ratio"))
                + " or " + named("false_negative_rate", change("penumbra_false_negative_ratio"));
    }

    private static String change(String ratio) {
        return view("model, subgroup, class", ratio, CHOSEN, VERSION) + " - on (subgroup, class) group_left "
                + view("subgroup, class", ratio, "model=\"$baseline\"", VERSION);
    }

    private static String named(String metric, String expr) {
        return "label_replace(" + expr + ", \"metric\", \"" + metric + "\", \"\", \"\")";
    }

    private static String harmed(String expr) {
        return "(" + expr + ") and on (model, subgroup, metric, class) "
                + view("model, subgroup, metric, class", "penumbra_finding", CHOSEN, "state=\"harmed\"");
    }

    private static Panel whoIsHarmed() {
        return Panel.table(
                        "Who is harmed",
                        "Each question in which harm beyond the margin is shown since the version began, the largest change first. The change is that of the rate, the mean over the members.",
                        "none",
                        "✓ harm is shown for nobody")
                .size(24, 7)
                .ask(harmed(changes()), "")
                .ask(harmed(view("model, subgroup, metric, class", "penumbra_harm_evidence", CHOSEN)), "")
                .ask(
                        view("model, subgroup, metric, class", "penumbra_finding", CHOSEN, "state=\"harmed\"")
                                + " * on (subgroup) group_left "
                                + view("subgroup", "penumbra_labelled_images", VERSION),
                        "")
                .transform("merge", object())
                .transform(
                        "organize",
                        Columns.of(
                                "model",
                                "Candidate",
                                "subgroup",
                                "Subgroup",
                                "metric",
                                "Metric",
                                "class",
                                "Class",
                                "Value #A",
                                "Change",
                                "Value #C",
                                "Labelled images",
                                "Value #B",
                                "Evidence of harm, ln",
                                "Time",
                                ""))
                .transform("sortBy", object("sort", list(object("field", "Change", "desc", true))))
                .column("Metric", object("id", "mappings", "value", list(Variable.METRIC_WORDS)))
                .column("Change", object("id", "unit", "value", "percentunit"), object("id", "decimals", "value", 2))
                .column("Evidence of harm, ln", object("id", "decimals", "value", 2))
                .columnLink(
                        "Candidate",
                        "Rollout of ${__value.text}",
                        Dashboard.to(Rollout.UID, "var-candidate=${__value.text}"))
                .column(
                        "Subgroup",
                        object(
                                "id",
                                "links",
                                "value",
                                list(
                                        object(
                                                "title",
                                                "${__value.text} in Subgroups",
                                                "url",
                                                Dashboard.to(
                                                        Subgroups.UID,
                                                        "${window:queryparam}",
                                                        "var-subgroup=${__value.text}")),
                                        object(
                                                "title",
                                                "${__value.text} in the console",
                                                "url",
                                                "${rest}/candidates/${__data.fields.Candidate}?subgroup=${__value.text}#questions",
                                                "targetBlank",
                                                true))))
                .names("Candidate", "Subgroup", "Metric", "Class");
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

    /** The lower or the upper end of its interval. */
    private static String ofWorst(String end) {
        return "max by (model) (" + windowed("model, subgroup", CHANGE + end, CHOSEN, PART)
                + " and on (model, subgroup) " + WORST + ")";
    }

    private static Panel candidates() {
        return Panel.table(
                        "Candidates",
                        "Whether it may ship, which subgroup its error costs most in the window $window, what it saves. n is labelled images, flips are other answers than the baseline's. A change is the candidate's error ratio minus the baseline's on the same images. Its 95 % interval is of one look. For the worst of many subgroups it is too narrow.",
                        "percentunit",
                        NONE)
                .size(24, 9)
                .decimals(2)
                .narrow(70)
                .names("Candidate", "Verdict", "Worst subgroup")
                .ask(verdict(), "")
                .ask(windowed("model", CHANGE, CHOSEN, ALL), "")
                .ask(windowed("model", CHANGE + "_lower", CHOSEN, ALL), "")
                .ask(windowed("model", CHANGE + "_upper", CHOSEN, ALL), "")
                .ask(WORST, "")
                .ask(ofWorst("_lower"), "")
                .ask(ofWorst("_upper"), "")
                .ask(windowed("model", "penumbra_disagreement_ratio", CHOSEN, ALL), "")
                .ask(saved("penumbra_model_bytes"), "")
                .ask(
                        "0 * " + windowed("model", CHANGE, CHOSEN, ALL) + " + on () group_left "
                                + windowed("", "penumbra_labelled_images", ALL),
                        "")
                .ask(
                        "max by (model) (0 * (" + WORST + ") + on (subgroup) group_left "
                                + windowed("subgroup", "penumbra_labelled_images", PART) + ")",
                        "")
                .transform("filterFieldsByName", object("include", object("pattern", "^(model|subgroup|Value.*)$")))
                .transform("joinByField", object("byField", "model", "mode", "outer"))
                .transform(
                        "organize",
                        Columns.of(
                                "model",
                                "Candidate",
                                "Value #A",
                                "Verdict",
                                "Value #B",
                                "Change",
                                "Value #C",
                                "from",
                                "Value #D",
                                "to",
                                "Value #J",
                                "n",
                                "subgroup",
                                "Worst subgroup",
                                "Value #E",
                                "Its change",
                                "Value #F",
                                "its from",
                                "Value #G",
                                "its to",
                                "Value #K",
                                "its n",
                                "Value #H",
                                "Flips",
                                "Value #I",
                                "Saved"))
                .column("n", object("id", "unit", "value", "short"), object("id", "decimals", "value", 0))
                .column("its n", object("id", "unit", "value", "short"), object("id", "decimals", "value", 0))
                .columnLink(
                        "Candidate",
                        "Rollout of ${__value.text}",
                        Dashboard.to(Rollout.UID, "var-candidate=${__value.text}"))
                .columnLink(
                        "Worst subgroup",
                        "${__value.text} in Subgroups",
                        Dashboard.to(
                                Subgroups.UID,
                                "${window:queryparam}",
                                "var-candidate=${__data.fields.Candidate}",
                                "var-subgroup=${__value.text}"))
                .columnLink(
                        "Flips",
                        "Exemplars of ${__data.fields.Candidate}",
                        Dashboard.to(Exemplars.UID, "${window:queryparam}", "var-candidate=${__data.fields.Candidate}"))
                .column(
                        "Verdict",
                        object("id", "mappings", "value", list(State.mapping(State.VERDICT))),
                        object("id", "custom.cellOptions", "value", object("type", "color-text")));
    }
}
