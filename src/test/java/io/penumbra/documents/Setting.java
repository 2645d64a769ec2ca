package io.penumbra.documents;

import io.smallrye.config.common.utils.StringUtil;
import java.util.List;
import java.util.Locale;

/**
 * A setting as its reader sees it.
 *
 * @param type in words
 * @param defaultValue empty where there is none
 * @param about Markdown
 */
record Setting(String name, String type, String defaultValue, String about) {
    /** Settings whose names begin alike, and what they are about. */
    record Group(String prefix, String about, List<Setting> settings) {}

    /** The name of the environment variable, by the rule of MicroProfile Config. */
    String variable() {
        return StringUtil.replaceNonAlphanumericByUnderscores(name).toUpperCase(Locale.ROOT);
    }

    /** A line of a table: name and variable, type, default, what it does. */
    String row() {
        return String.join(
                " | ",
                "| `" + name + "`<br>`" + variable() + "`",
                type,
                defaultValue.isEmpty() ? "–" : "`" + defaultValue + "`",
                about + " |\n");
    }
}
