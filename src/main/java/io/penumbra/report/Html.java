package io.penumbra.report;

/** Text in a page. */
final class Html {
    private Html() {}

    /** Text that stays text between tags and in attributes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
