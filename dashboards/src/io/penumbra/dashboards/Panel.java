package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.list;
import static io.penumbra.dashboards.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds a panel. Each kind has a description, a unit, and a text that stands in an empty panel. */
final class Panel {
    private static final String VERSION = "12.4.0";

    private final String type;
    private final String title;
    private final String about;
    private final Map<String, Object> options;
    private final Map<String, Object> defaults = object();
    private final Map<String, Object> custom = object();
    private final List<Object> overrides = new ArrayList<>();
    private final List<Object> targets = new ArrayList<>();
    private final List<Object> transformations = new ArrayList<>();
    private final List<Object> links = new ArrayList<>();
    private String repeat = "";
    private int maxPerRow;
    private int width = 8;
    private int height = 8;

    private Panel(String type, String title, String about, String unit, String empty, Map<String, Object> options) {
        this.type = type;
        this.title = title;
        this.about = about;
        this.options = options;
        defaults.put("unit", unit);
        defaults.put("noValue", empty);
        defaults.put("color", object("mode", "fixed", "fixedColor", Palette.BLUE));
        defaults.put("mappings", list());
        steps(object("value", null, "color", Palette.BLUE));
    }

    /** One number, or a few. */
    static Panel stat(String title, String about, String unit, String empty) {
        return new Panel(
                        "stat",
                        title,
                        about,
                        unit,
                        empty,
                        object(
                                "reduceOptions",
                                object("calcs", list("lastNotNull"), "fields", "", "values", false),
                                "orientation",
                                "auto",
                                "textMode",
                                "auto",
                                "colorMode",
                                "value",
                                "graphMode",
                                "none",
                                "justifyMode",
                                "auto",
                                "wideLayout",
                                true,
                                "showPercentChange",
                                false,
                                "percentChangeColorMode",
                                "standard"))
                .size(4, 4);
    }

    /** Lines over time. The legend and the tooltip list them by their last value, the highest first. */
    static Panel lines(String title, String about, String unit, String empty) {
        var panel = new Panel(
                "timeseries",
                title,
                about,
                unit,
                empty,
                object(
                        "legend",
                        object(
                                "displayMode",
                                "table",
                                "placement",
                                "bottom",
                                "showLegend",
                                true,
                                "calcs",
                                list("lastNotNull", "max"),
                                "sortBy",
                                "Last *",
                                "sortDesc",
                                true),
                        "tooltip",
                        object("mode", "multi", "sort", "desc")));
        panel.custom.put("drawStyle", "line");
        panel.custom.put("lineInterpolation", "linear");
        panel.custom.put("lineWidth", 2);
        panel.custom.put("fillOpacity", 0);
        panel.custom.put("showPoints", "never");
        panel.custom.put("spanNulls", false);
        panel.custom.put("lineStyle", object("fill", "solid"));
        return panel;
    }

    /** Rows of text and numbers. */
    static Panel table(String title, String about, String unit, String empty) {
        var panel = new Panel(
                        "table",
                        title,
                        about,
                        unit,
                        empty,
                        object("frameIndex", 0, "showHeader", true, "cellHeight", "sm"))
                .size(24, 8);
        panel.custom.put("align", "auto");
        panel.custom.put("inspect", false);
        panel.custom.put("cellOptions", object("type", "auto"));
        panel.custom.put("filterable", true);
        // Grafana also writes the text of an empty panel into each empty cell
        return panel.override(object("id", "byRegexp", "options", "/.*/"), object("id", "noValue", "value", "–"));
    }

    /** States over time, with their names. */
    static Panel states(String title, String about, String empty) {
        var panel = new Panel(
                        "state-timeline",
                        title,
                        about,
                        "none",
                        empty,
                        object(
                                "showValue",
                                "auto",
                                "mergeValues",
                                true,
                                "rowHeight",
                                0.8,
                                "alignValue",
                                "left",
                                "legend",
                                object(
                                        "displayMode",
                                        "list",
                                        "placement",
                                        "bottom",
                                        "showLegend",
                                        false,
                                        "calcs",
                                        list()),
                                "tooltip",
                                object("mode", "single", "sort", "none")))
                .size(12, 7);
        panel.custom.put("lineWidth", 0);
        panel.custom.put("fillOpacity", 75);
        panel.defaults.put("color", object("mode", "thresholds"));
        return panel;
    }

    /** A bar for each series, with its name and value. */
    static Panel bars(String title, String about, String unit, String empty) {
        return new Panel(
                "bargauge",
                title,
                about,
                unit,
                empty,
                object(
                        "reduceOptions",
                        object("calcs", list("lastNotNull"), "fields", "", "values", false),
                        "orientation",
                        "horizontal",
                        "displayMode",
                        "basic",
                        "valueMode",
                        "text",
                        "namePlacement",
                        "auto",
                        "showUnfilled",
                        true,
                        "sizing",
                        "auto",
                        "minVizWidth",
                        8,
                        "minVizHeight",
                        16,
                        "maxVizHeight",
                        300,
                        "legend",
                        object("displayMode", "list", "placement", "bottom", "showLegend", false, "calcs", list())));
    }

    Panel size(int columns, int rows) {
        width = columns;
        height = rows;
        return this;
    }

    /** A query whose result is drawn solid in the panel's colour. */
    Panel ask(String expr, String legend) {
        String refId = String.valueOf((char) ('A' + targets.size()));
        boolean now = type.equals("table") || type.equals("bargauge") || type.equals("stat");
        targets.add(object(
                "refId",
                refId,
                "datasource",
                Variable.DATASOURCE,
                "editorMode",
                "code",
                "expr",
                expr,
                "legendFormat",
                legend,
                "instant",
                now,
                "range",
                !now,
                "format",
                type.equals("table") ? "table" : "time_series"));
        return this;
    }

    /** A query with a colour and a style of its own. */
    Panel ask(String expr, String legend, String colour, Line line) {
        ask(expr, legend);
        return override(
                object("id", "byFrameRefID", "options", lastRefId()),
                object("id", "color", "value", object("mode", "fixed", "fixedColor", colour)),
                object("id", "custom.lineStyle", "value", line.style()));
    }

    private static final List<String> LOOKS = List.of(Palette.SKY, Palette.VERMILLION, Palette.GREEN, Palette.PURPLE);

    /**
     * A line for each subgroup: all in the colour of text, the largest others in a look of their own, which is the same
     * in every panel, and the smaller ones in grey.
     *
     * @param expr has the metric label {@code subgroup}
     */
    Panel subgroups(String expr) {
        ask(Query.ofAll(expr), "{{subgroup}}", Palette.TEXT, Line.SOLID);
        for (int n = 1; n <= Query.LOOKS; n++) {
            ask(
                    Query.ofRank(n, expr),
                    "{{subgroup}}",
                    LOOKS.get((n - 1) % LOOKS.size()),
                    n <= LOOKS.size() ? Line.SOLID : Line.DOTTED);
        }
        return ask(Query.ofOthers(expr), "{{subgroup}}", Palette.GREY, Line.SOLID);
    }

    /** A line and the band of its interval. The edges are thin and not in the legend. The name must not contain a variable, because the band finds its lower edge by the name. */
    Panel band(String expr, String lower, String upper, String name, String colour, Line line) {
        ask(expr, name, colour, line);
        for (String edge : List.of("lower", "upper")) {
            ask(edge.equals("lower") ? lower : upper, name + ", " + edge, colour, line);
            overrides.set(
                    overrides.size() - 1,
                    object(
                            "matcher",
                            object("id", "byFrameRefID", "options", lastRefId()),
                            "properties",
                            properties(edge, name, colour, line)));
        }
        return this;
    }

    private static List<Object> properties(String edge, String name, String colour, Line line) {
        var properties = new ArrayList<Object>();
        properties.add(object("id", "color", "value", object("mode", "fixed", "fixedColor", colour)));
        properties.add(object("id", "custom.lineStyle", "value", line.style()));
        properties.add(object("id", "custom.lineWidth", "value", 1));
        properties.add(
                object("id", "custom.hideFrom", "value", object("legend", true, "tooltip", false, "viz", false)));
        if (edge.equals("upper")) {
            properties.add(object("id", "custom.fillBelowTo", "value", name + ", lower"));
            properties.add(object("id", "custom.fillOpacity", "value", 12));
        }
        return properties;
    }

    private Object lastRefId() {
        return ((Map<?, ?>) targets.get(targets.size() - 1)).get("refId");
    }

    Panel override(Object matcher, Object... properties) {
        overrides.add(object("matcher", matcher, "properties", list(properties)));
        return this;
    }

    /** Sets how a column of a table is shown. */
    Panel column(String name, Object... properties) {
        return override(object("id", "byName", "options", name), properties);
    }

    Panel transform(String id, Object options) {
        transformations.add(object("id", id, "options", options));
        return this;
    }

    Panel bounds(double min, double max) {
        defaults.put("min", min);
        defaults.put("max", max);
        return this;
    }

    Panel from(double min) {
        defaults.put("min", min);
        return this;
    }

    /** Maps numbers to states, each with a text and a colour. */
    Panel states(State... states) {
        defaults.put("mappings", list(State.mapping(states)));
        defaults.put("color", object("mode", "thresholds"));
        steps(State.steps(states));
        return this;
    }

    private void steps(Object... steps) {
        defaults.put("thresholds", object("mode", "absolute", "steps", list(steps)));
    }

    /** Highlights bars above a bound; the value stands beside each bar. */
    Panel bound(double value, String colour) {
        defaults.put("color", object("mode", "thresholds"));
        steps(object("value", null, "color", Palette.BLUE), object("value", value, "color", colour));
        return this;
    }

    /** Series whose names match have an axis of their own at the right. */
    Panel right(String names, String label) {
        return override(
                object("id", "byRegexp", "options", names),
                object("id", "custom.axisPlacement", "value", "right"),
                object("id", "custom.axisLabel", "value", label));
    }

    /** Makes the axis logarithmic, for numbers that differ by powers of ten. */
    Panel logarithmic() {
        custom.put("scaleDistribution", object("type", "log", "log", 10));
        return this;
    }

    /** Sets the least width of the columns of a table, in pixels. */
    Panel narrow(int least) {
        custom.put("minWidth", least);
        return this;
    }

    Panel decimals(int places) {
        defaults.put("decimals", places);
        return this;
    }

    /** The width of a column that holds names, in pixels: the longest usual one is {@code age=young,sex=female}. */
    static final int NAME = 175;

    /** Columns of a table that hold names, which are never cut. */
    Panel names(String... columns) {
        for (String column : columns) {
            column(column, object("id", "custom.width", "value", NAME));
        }
        return this;
    }

    /** A link in a column of a table. */
    Panel columnLink(String name, String title, String url) {
        return column(name, object("id", "links", "value", list(object("title", title, "url", url))));
    }

    Panel link(String title, String url) {
        links.add(Dashboard.link(title, "", url, false));
        return this;
    }

    /** Sets the target of a click on any value. */
    Panel dataLink(String title, String url) {
        defaults.put("links", list(object("title", title, "url", url, "targetBlank", false)));
        return this;
    }

    /** Repeats the panel for each value of a variable, side by side. */
    Panel forEach(String variable, int across) {
        repeat = variable;
        maxPerRow = across;
        return this;
    }

    int width() {
        return repeat.isEmpty() ? width : Dashboard.COLUMNS;
    }

    int height() {
        return height;
    }

    Map<String, Object> json(int id, int x, int y) {
        if (!custom.isEmpty()) {
            defaults.put("custom", custom);
        }
        var panel = object(
                "id",
                id,
                "type",
                type,
                "title",
                title,
                "description",
                about,
                "datasource",
                Variable.DATASOURCE,
                "pluginVersion",
                VERSION,
                "gridPos",
                object("x", x, "y", y, "w", width(), "h", height),
                "targets",
                targets,
                "fieldConfig",
                object("defaults", defaults, "overrides", overrides),
                "options",
                options,
                "transformations",
                transformations,
                "links",
                links);
        if (!repeat.isEmpty()) {
            panel.put("repeat", repeat);
            panel.put("repeatDirection", "h");
            panel.put("maxPerRow", maxPerRow);
        }
        return panel;
    }
}
