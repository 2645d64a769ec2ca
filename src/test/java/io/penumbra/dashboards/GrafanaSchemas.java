package io.penumbra.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON schemas that Grafana's Foundation SDK publishes. They name every member and every value of an enumeration, so that a misspelt one is a
 * fault. They do not say what a transformation takes, and not what the ids of transformations, of matchers and of reductions are.
 */
final class GrafanaSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    /** The file of each kind of panel. */
    private static final Map<String, String> KINDS = Map.of(
            "timeseries", "timeseries",
            "stat", "stat",
            "table", "table",
            "bargauge", "bargauge",
            "state-timeline", "statetimeline");

    /** What a link of a field has. The schema asks for what a link of a dashboard has, which Grafana neither writes nor reads there. */
    private static final String FIELD_LINK = """
            {"type": "object", "additionalProperties": false, "required": ["title", "url"], "properties": {
              "title": {"type": "string"}, "url": {"type": "string"}, "targetBlank": {"type": "boolean"}}}
            """;

    private final Path folder;
    private final Map<String, Schema> known = new HashMap<>();
    private final Set<String> units = new HashSet<>();

    /** @param folder {@code jsonschema} of the SDK */
    GrafanaSchemas(Path folder) {
        this.folder = folder;
        units.addAll(file("units").path("definitions").findValuesAsText("const"));
    }

    /** What of a dashboard is not as Grafana says, and where; empty where all is. */
    List<String> faults(JsonNode dashboard) {
        var faults = new ArrayList<String>();
        ObjectNode frame = dashboard.deepCopy();
        frame.putArray("panels"); // each by itself, which tells more than that it is neither a panel nor a row
        check("dashboard", "Dashboard", frame, "dashboard", faults);
        for (JsonNode annotation : dashboard.path("annotations").path("list")) {
            query(annotation.path("target"), annotation.path("name").asText(), faults);
        }
        for (JsonNode panel : dashboard.path("panels")) {
            String where = panel.path("title").asText();
            if (panel.path("type").asText().equals("row")) {
                check("dashboard", "RowPanel", panel, where, faults);
            } else {
                panel(panel, where, faults);
            }
        }
        return faults;
    }

    private void panel(JsonNode panel, String where, List<String> faults) {
        check("dashboard", "Panel", panel, where, faults);
        String kind = KINDS.get(panel.path("type").asText());
        if (kind == null) {
            faults.add(where + ": no schema for the type " + panel.path("type"));
            return;
        }
        check(kind, "Options", panel.path("options"), where + ", options", faults);
        JsonNode defaults = panel.path("fieldConfig").path("defaults");
        field(kind, defaults, where, faults);
        for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
            for (JsonNode property : override.path("properties")) {
                String id = property.path("id").asText();
                field(kind, with(defaults, id, property.path("value")), where + ", override of " + id, faults);
            }
        }
        for (JsonNode target : panel.path("targets")) {
            query(target, where, faults);
        }
    }

    private void query(JsonNode target, String where, List<String> faults) {
        String place = where + ", query " + target.path("refId").asText();
        check("prometheus", "Dataquery", target, place, faults);
    }

    private void field(String kind, JsonNode config, String where, List<String> faults) {
        check("dashboard", "FieldConfig", config, where, faults);
        if (config.has("custom")) {
            check(kind, "FieldConfig", config.path("custom"), where + ", custom", faults);
        }
        String unit = config.path("unit").asText();
        if (!unit.startsWith("suffix:") && !units.contains(unit)) {
            faults.add(where + ": no unit of Grafana's: " + unit);
        }
    }

    /** The defaults with one member changed, as an override makes them. */
    private static JsonNode with(JsonNode defaults, String id, JsonNode value) {
        ObjectNode changed = defaults.deepCopy();
        if (id.startsWith("custom.")) {
            changed.withObject("/custom").set(id.substring("custom.".length()), value);
        } else {
            changed.set(id, value);
        }
        return changed;
    }

    private void check(String file, String definition, JsonNode node, String where, List<String> faults) {
        known.computeIfAbsent(file + " " + definition, key -> schema(file, definition))
                .validate(node)
                .forEach(error -> faults.add(where + ": " + error.getInstanceLocation() + " " + error.getMessage()));
    }

    private Schema schema(String file, String definition) {
        JsonNode definitions = mended(file(file).path("definitions"));
        if (!definitions.has(definition)) {
            throw new IllegalArgumentException("the schema " + file + " has no " + definition);
        }
        try {
            if (file.equals("dashboard")) {
                ((ObjectNode) definitions.at("/FieldConfig/properties/links")).set("items", JSON.readTree(FIELD_LINK));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return REGISTRY.getSchema(JSON.createObjectNode()
                .put("$ref", "#/definitions/" + definition)
                .set("definitions", definitions));
    }

    private JsonNode file(String name) {
        try {
            return JSON.readTree(folder.resolve(name + ".jsonschema.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where anything may stand they say an object of anything, and of alternatives that overlap, that one alone may hold. */
    private static JsonNode mended(JsonNode schema) {
        if (schema.isArray()) {
            var array = JSON.createArrayNode();
            schema.forEach(each -> array.add(mended(each)));
            return array;
        }
        if (!schema.isObject()) {
            return schema;
        }
        var object = JSON.createObjectNode();
        JsonNode additional = schema.path("additionalProperties");
        if (!(additional.isObject() && additional.isEmpty())) {
            schema.properties()
                    .forEach(member -> object.set(
                            member.getKey().equals("oneOf") ? "anyOf" : member.getKey(), mended(member.getValue())));
        }
        return object;
    }
}
