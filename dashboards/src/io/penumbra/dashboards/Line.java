package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.list;
import static io.penumbra.dashboards.Json.object;

import java.util.Map;

/** The style of a line, so that readers can distinguish lines without colour. */
enum Line {
    SOLID,
    DASHED,
    DOTTED;

    Map<String, Object> style() {
        return switch (this) {
            case SOLID -> object("fill", "solid");
            case DASHED -> object("fill", "dash", "dash", list(10, 10));
            case DOTTED -> object("fill", "dot", "dash", list(2, 6));
        };
    }
}
