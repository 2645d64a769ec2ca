package io.penumbra.image;

/** Checks and cleans text that came from outside. */
final class Text {

    private Text() {}

    static boolean hasControl(String text) {
        return text.codePoints().anyMatch(Text::isControl);
    }

    /** At most {@code longest} characters of {@code text}, with {@code ?} for each control character. */
    static String printable(String text, int longest) {
        String head = text;
        if (text.length() > longest) {
            int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
            head = text.substring(0, end) + "…";
        }
        if (!hasControl(head)) {
            return head;
        }
        StringBuilder clean = new StringBuilder(head.length());
        head.codePoints().forEach(c -> clean.appendCodePoint(isControl(c) ? '?' : c));
        return clean.toString();
    }

    /** Controls, line and paragraph separators, lone surrogates, and the replacement character of bad UTF-8. */
    private static boolean isControl(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> codePoint == 0xFFFD;
        };
    }
}
