package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.list;
import static io.penumbra.dashboards.Json.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds a dashboard. Panels flow from left to right under the last row. */
final class Dashboard {
    static final int COLUMNS = 24;
    static final String TAG = "penumbra";

    private static final int SCHEMA = 41;
    /** Passes the reader's choices to another dashboard. */
    private static final String CHOICES =
            "?${datasource:queryparam}&${job:queryparam}&${rest:queryparam}&${__url_time_range}";

    private final String uid;
    private final String title;
    private final String about;
    private final List<Variable> variables;
    private final List<Object> panels = new ArrayList<>();
    private final List<Object> links = new ArrayList<>();
    private int x;
    private int y;
    private int lineHeight;
    private int ids;
    /** Where the next panel goes: the dashboard's own panels, or those inside a collapsed row. */
    private List<Object> into = panels;

    Dashboard(String uid, String title, String about, List<Variable> variables) {
        this.uid = uid;
        this.title = title;
        this.about = about;
        this.variables = variables;
        links.add(object(
                "type",
                "dashboards",
                "title",
                "Penumbra",
                "tags",
                list(TAG),
                "asDropdown",
                false,
                "includeVars",
                true,
                "keepTime",
                true,
                "targetBlank",
                false,
                "icon",
                "external link",
                "tooltip",
                "",
                "url",
                ""));
    }

    /** The address of another dashboard, with further choices such as {@code var-candidate=…}. */
    static String to(String uid, String... choices) {
        return "/d/" + uid + CHOICES + (choices.length == 0 ? "" : "&" + String.join("&", choices));
    }

    String uid() {
        return uid;
    }

    Dashboard link(String label, String about, String url) {
        links.add(link(label, about, url, true));
        return this;
    }

    static Object link(String label, String about, String url, boolean newTab) {
        return object(
                "type",
                "link",
                "title",
                label,
                "tags",
                list(),
                "asDropdown",
                false,
                "includeVars",
                false,
                "keepTime",
                false,
                "targetBlank",
                newTab,
                "icon",
                "external link",
                "tooltip",
                about,
                "url",
                url);
    }

    Dashboard row(String name) {
        return row(name, "");
    }

    /** Begins a row whose panels show only when a reader opens it. */
    Dashboard collapsed(String name) {
        return row(name, "", true);
    }

    /** Begins a row for each value of a variable. */
    Dashboard row(String name, String forEach) {
        return row(name, forEach, false);
    }

    private Dashboard row(String name, String forEach, boolean collapsed) {
        newLine();
        var inside = new ArrayList<Object>();
        var row = object(
                "id",
                ++ids,
                "type",
                "row",
                "title",
                name,
                "collapsed",
                collapsed,
                "gridPos",
                object("x", 0, "y", y, "w", COLUMNS, "h", 1),
                "panels",
                inside);
        if (!forEach.isEmpty()) {
            row.put("repeat", forEach);
        }
        panels.add(row);
        into = collapsed ? inside : panels;
        y++;
        return this;
    }

    Dashboard add(Panel panel) {
        if (x + panel.width() > COLUMNS) {
            newLine();
        }
        into.add(panel.json(++ids, x, y));
        x += panel.width();
        lineHeight = Math.max(lineHeight, panel.height());
        return this;
    }

    private void newLine() {
        y += lineHeight;
        x = 0;
        lineHeight = 0;
    }

    private Map<String, Object> alerts() {
        return object(
                "name",
                "Alerts",
                "datasource",
                Variable.DATASOURCE,
                "enable",
                true,
                "hide",
                false,
                "iconColor",
                Palette.VERMILLION,
                "target",
                object("refId", "Alerts", "expr", Query.alerts(), "interval", "60s"),
                "titleFormat",
                "{{alertname}}",
                "textFormat",
                "{{model}} {{subgroup}} {{metric}} {{kind}} {{reason}} {{part}} {{topic}} {{store}} {{instance}}",
                "useValueForTime",
                false);
    }

    /** The JSON from which Grafana provisions the dashboard. */
    String json() {
        var dashboard = object(
                "uid",
                uid,
                "title",
                title,
                "description",
                about,
                "tags",
                list(TAG),
                "schemaVersion",
                SCHEMA,
                "version",
                1,
                "editable",
                false,
                "graphTooltip",
                1,
                "refresh",
                "30s",
                "timezone",
                "browser",
                "time",
                object("from", "now-30m", "to", "now"),
                "links",
                links,
                "annotations",
                object("list", list(alerts())),
                "templating",
                object("list", variables.stream().map(Variable::json).toList()),
                "panels",
                panels);
        var indent = new DefaultPrettyPrinter();
        indent.indentArraysWith(new DefaultIndenter("  ", "\n"));
        indent.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        try {
            return new ObjectMapper().writer(indent).writeValueAsString(dashboard) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(uid, e);
        }
    }
}
