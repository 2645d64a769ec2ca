package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.object;

import java.util.Map;

/** What the columns of a table are called, and in which order they stand. */
final class Columns {
    private Columns() {}

    /**
     * The options of the transformation {@code organize}.
     *
     * @param names a field and its column's name in turn, from left to right; without a name there is no column
     */
    static Map<String, Object> of(String... names) {
        var excluded = object();
        var order = object();
        var renamed = object();
        for (int i = 0; i < names.length; i += 2) {
            if (names[i + 1].isEmpty()) {
                excluded.put(names[i], true);
            } else {
                order.put(names[i], order.size());
                renamed.put(names[i], names[i + 1]);
            }
        }
        return object("excludeByName", excluded, "indexByName", order, "renameByName", renamed);
    }
}
