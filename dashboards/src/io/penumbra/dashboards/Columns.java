package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.object;

import java.util.Map;

/** The names and the order of the columns of a table. */
final class Columns {
    private Columns() {}

    /**
     * The options of the transformation {@code organize}.
     *
     * @param names fields and names of their columns in turn, from left to right; an empty name hides the column
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
