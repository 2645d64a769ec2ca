package io.penumbra.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All dashboards, and the program that writes the files from which Grafana provisions them. */
public final class Dashboards {
    static final Path FOLDER = Path.of("dashboards");

    private Dashboards() {}

    /** By the name of the file. */
    static Map<String, Dashboard> all() {
        return new TreeMap<>(Map.of(
                "fleet.json", Fleet.dashboard(),
                "subgroups.json", Subgroups.dashboard(),
                "rollout.json", Rollout.dashboard(),
                "drift.json", Drifts.dashboard(),
                "exemplars.json", Exemplars.dashboard(),
                "pipeline.json", Pipeline.dashboard()));
    }

    /** The JSON of the dashboards, by the name of the file. */
    public static Map<String, JsonNode> json() {
        var json = new TreeMap<String, JsonNode>();
        all().forEach((file, dashboard) -> {
            try {
                json.put(file, new ObjectMapper().readTree(dashboard.json()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return json;
    }

    /** All panels but rows of a dashboard: those that are open, and those inside collapsed rows. */
    public static List<JsonNode> panels(JsonNode dashboard) {
        var panels = new ArrayList<JsonNode>();
        for (JsonNode panel : dashboard.path("panels")) {
            if (panel.path("type").asText().equals("row")) {
                panel.path("panels").forEach(panels::add);
            } else {
                panels.add(panel);
            }
        }
        return panels;
    }

    /** Writes the files. Run it with {@code ./mvnw -q test-compile exec:java@dashboards}. */
    public static void main(String[] arguments) throws IOException {
        for (var dashboard : all().entrySet()) {
            Files.writeString(
                    FOLDER.resolve(dashboard.getKey()), dashboard.getValue().json());
        }
    }
}
