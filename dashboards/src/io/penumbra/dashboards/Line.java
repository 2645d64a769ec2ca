package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.list;
import static io.penumbra.dashboards.Json.object;

import java.util.Map;

/** How a line is drawn, so that it is told apart without its colour. */
enum Line {
    SOLID,
    DASHED,
    DOTTED,
    /** Solid, and each series of the query in a shade of its own. */
    SHADES;

    Map<String, Object> style() {
        return switch (this) {
            case SOLID, SHADES -> object("fill", "solid");
            case DASHED -> object("fill", "dash", "dash", list(10, 10));
            case DOTTED -> object("fill", "dot", "dash", list(2, 6));
        };
    }
}
