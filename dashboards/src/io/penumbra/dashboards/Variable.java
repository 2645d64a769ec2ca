package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.list;
import static io.penumbra.dashboards.Json.object;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A choice at the top of a dashboard. */
record Variable(String name, Map<String, Object> json) {
    static final Map<String, Object> DATASOURCE = object("type", "prometheus", "uid", "${datasource}");

    /** The guarded metrics and their words. */
    static final Map<String, String> METRICS = new TreeMap<>(Map.of(
            "error", "error",
            "false_positive_rate", "false positive rate",
            "false_negative_rate", "false negative rate"));

    /** Shows a metric in words. */
    static final Map<String, Object> METRIC_WORDS = object("type", "value", "options", words());

    private static final int ON_TIME_RANGE = 2;
    private static final int HIDDEN = 2;
    private static final int ALPHABETICAL = 1;
    private static final List<String> WINDOWS = List.of("5m", "1h", "24h", "version");

    private static Map<String, Object> words() {
        var words = object();
        METRICS.forEach((value, text) -> words.put(value, object("text", text)));
        return words;
    }

    static Variable datasource() {
        return new Variable(
                "datasource",
                object(
                        "type",
                        "datasource",
                        "name",
                        "datasource",
                        "label",
                        "Data source",
                        "description",
                        "The Prometheus that scrapes Penumbra.",
                        "query",
                        "prometheus",
                        "current",
                        chosen("prometheus"),
                        "options",
                        list(),
                        "refresh",
                        1,
                        "regex",
                        "",
                        "multi",
                        false,
                        "includeAll",
                        false,
                        "hide",
                        0));
    }

    /** Finds the job as the alert rules do, even if no instance has answered for long. */
    static Variable job() {
        return labelled(
                        "job",
                        "Deployment",
                        "The job with which Prometheus scrapes the deployment.",
                        "up{job=~\"(.+/)?penumbra\"}",
                        "job")
                .with("current", chosen("penumbra"));
    }

    static Variable candidate() {
        return labelled(
                "candidate",
                "Candidate",
                "A compressed model.",
                "penumbra_model_version{job=\"$job\", role=\"candidate\"}",
                "model");
    }

    static Variable candidates() {
        return candidate().all();
    }

    static Variable baseline() {
        return labelled(
                        "baseline",
                        "Baseline",
                        "The full model.",
                        "penumbra_model_version{job=\"$job\", role=\"baseline\"}",
                        "model")
                .hidden();
    }

    static Variable classes() {
        return labelled(
                "class",
                "Class",
                "A class whose false positives and false negatives are shown.",
                "penumbra_false_positive_ratio{job=\"$job\", window=\"version\"}",
                "class");
    }

    static Variable subgroups(String chosen) {
        return labelled(
                        "subgroup",
                        "Subgroup",
                        "Attributes and their values; all is every image.",
                        "penumbra_scored_images{job=\"$job\", window=\"version\"}",
                        "subgroup")
                .multiple(chosen);
    }

    static Variable instances() {
        return labelled("instance", "Instance", "Processes of the deployment.", "up{job=\"$job\"}", "instance")
                .multiple("$__all");
    }

    static Variable labelled(String name, String label, String about, String series, String ofLabel) {
        String query = "label_values(" + series + ", " + ofLabel + ")";
        return new Variable(
                name,
                object(
                        "type",
                        "query",
                        "name",
                        name,
                        "label",
                        label,
                        "description",
                        about,
                        "datasource",
                        DATASOURCE,
                        "definition",
                        query,
                        "query",
                        object("qryType", 1, "query", query, "refId", "PrometheusVariableQueryEditor-VariableQuery"),
                        "current",
                        chosen(""),
                        "options",
                        list(),
                        "refresh",
                        ON_TIME_RANGE,
                        "regex",
                        "",
                        "sort",
                        ALPHABETICAL,
                        "multi",
                        false,
                        "includeAll",
                        false,
                        "hide",
                        0));
    }

    /** The guarded metrics, in words. */
    static Variable metrics() {
        var options = new ArrayList<Object>();
        METRICS.forEach((value, words) -> options.add(object("text", words, "value", value, "selected", false)));
        return new Variable(
                        "metric",
                        object(
                                "type",
                                "custom",
                                "name",
                                "metric",
                                "label",
                                "Metric",
                                "description",
                                "What the gate guards.",
                                "query",
                                METRICS.entrySet().stream()
                                        .map(metric -> metric.getValue() + " : " + metric.getKey())
                                        .collect(Collectors.joining(", ")),
                                "current",
                                chosen("error"),
                                "options",
                                options,
                                "multi",
                                false,
                                "includeAll",
                                false,
                                "hide",
                                0))
                .multiple("$__all");
    }

    static Variable window() {
        return new Variable(
                "window",
                object(
                        "type",
                        "custom",
                        "name",
                        "window",
                        "label",
                        "Window",
                        "description",
                        "The span of event time; version is everything since the model version began.",
                        "query",
                        String.join(",", WINDOWS),
                        "current",
                        chosen("1h"),
                        "options",
                        WINDOWS.stream()
                                .map(window -> object("text", window, "value", window, "selected", window.equals("1h")))
                                .toList(),
                        "multi",
                        false,
                        "includeAll",
                        false,
                        "hide",
                        0));
    }

    /** Every dashboard has it, so that links pass it on; it is visible where it is used. */
    static Variable rest() {
        return text("rest", "REST", "Address of Penumbra's HTTP port for your browser.", "http://localhost:8080");
    }

    private static Variable text(String name, String label, String about, String value) {
        var chosen = chosen(value);
        return new Variable(
                name,
                object(
                        "type",
                        "textbox",
                        "name",
                        name,
                        "label",
                        label,
                        "description",
                        about,
                        "query",
                        value,
                        "current",
                        chosen,
                        "options",
                        list(chosen),
                        "hide",
                        0));
    }

    Variable hidden() {
        return with("hide", HIDDEN);
    }

    /** Allows several choices; begins with all. */
    Variable all() {
        return multiple("$__all");
    }

    /** Allows several choices; begins with this one, or with all. */
    private Variable multiple(String chosen) {
        String text = chosen.equals("$__all") ? "All" : chosen;
        return with("multi", true)
                .with("includeAll", true)
                .with("allValue", ".+")
                .with("current", object("text", list(text), "value", list(chosen)));
    }

    private Variable with(String member, Object value) {
        var changed = object();
        changed.putAll(json);
        changed.put(member, value);
        return new Variable(name, changed);
    }

    /** Sets the first choice. If it does not exist, Grafana takes the first value that does. */
    private static Map<String, Object> chosen(String value) {
        return object("text", value, "value", value);
    }

    static List<Variable> of(Variable... variables) {
        return Arrays.asList(variables);
    }
}
