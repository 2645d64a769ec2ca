package io.penumbra.rest;

import io.penumbra.counts.Window;

/** Parameters as they are asked with. */
final class Query {
    private Query() {}

    static Window window(String name) {
        return Window.named(name)
                .orElseThrow(() -> NoAnswer.badRequest("window '" + name + "' is none of "
                        + Window.ALL.stream().map(Window::name).toList()));
    }

    /** A number between 0 and 100, both left out. */
    static double percentile(String text) {
        double percentile = text.matches("[0-9]{1,3}(\\.[0-9]{1,9})?") ? Double.parseDouble(text) : 0;
        if (percentile <= 0 || percentile >= 100) {
            throw NoAnswer.badRequest("percentile '" + text + "' is not a number between 0 and 100");
        }
        return percentile;
    }

    /** A whole number of at least 1. */
    static int positive(String parameter, String text) {
        if (!text.matches("0*[1-9][0-9]{0,8}")) {
            throw NoAnswer.badRequest(parameter + " '" + text + "' is not a whole number from 1");
        }
        return Integer.parseInt(text);
    }
}
