package io.penumbra.dashboards;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes JSON objects whose members keep their order. */
final class Json {
    private Json() {}

    /** @param members names and values in turn */
    static Map<String, Object> object(Object... members) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], members[i + 1]);
        }
        return object;
    }

    static List<Object> list(Object... elements) {
        return Arrays.asList(elements);
    }
}
