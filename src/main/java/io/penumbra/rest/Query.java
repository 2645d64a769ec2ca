package io.penumbra.rest;

import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import io.penumbra.image.Text;
import java.math.BigInteger;
import java.util.Optional;

/** Reads the parameters of a query. */
final class Query {
    private static final String NUMBER = "[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?";

    private Query() {}

    /** The window of a name; left out, the one since the version's start. */
    static Window window(Optional<String> asked) {
        String name = asked.orElse(Window.VERSION.name());
        return Window.named(name)
                .orElseThrow(() -> NoAnswer.badRequest("window is '" + name + "', expected one of "
                        + Window.ALL.stream().map(Window::name).toList()));
    }

    /** The name of a subgroup whose pairs may come in any order. What is no subgroup stays as it is: it is unknown. */
    static String subgroup(String name) {
        try {
            return Subgroup.named(Text.trimmed(name)).name();
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    /** A number above 0 and below 100. */
    static double percentile(String text) {
        double percentile = text.length() <= 40 && text.matches(NUMBER) ? Double.parseDouble(text) : 0;
        if (percentile <= 0 || percentile >= 100) {
            throw NoAnswer.badRequest("percentile is '" + text + "', expected a number above 0 and below 100");
        }
        return percentile;
    }

    /** A whole number from 0 to {@code most}. */
    static long atMost(long most, String parameter, String text) {
        if (!text.matches("[0-9]{1,19}") || new BigInteger(text).compareTo(BigInteger.valueOf(most)) > 0) {
            throw NoAnswer.badRequest(parameter + " is '" + text + "', expected a whole number from 0 to " + most);
        }
        return Long.parseLong(text);
    }

    /** {@code true} or {@code false}. */
    static boolean yesOrNo(String parameter, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw NoAnswer.badRequest(parameter + " is '" + text + "', expected true or false");
        }
        return text.equals("true");
    }

    /** A whole number from 1 to {@code most}. */
    static int from1To(int most, String parameter, String text) {
        if (!text.matches("0*[1-9][0-9]{0,8}") || Integer.parseInt(text) > most) {
            throw NoAnswer.badRequest(parameter + " is '" + text + "', expected a whole number from 1 to " + most);
        }
        return Integer.parseInt(text);
    }

    /** A whole number of at least 1. */
    static int positive(String parameter, String text) {
        if (!text.matches("0*[1-9][0-9]{0,8}")) {
            throw NoAnswer.badRequest(parameter + " is '" + text + "', expected a whole number of at least 1");
        }
        return Integer.parseInt(text);
    }
}
