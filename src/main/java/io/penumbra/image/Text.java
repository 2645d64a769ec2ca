package io.penumbra.image;

import java.text.Normalizer;

/** Checks and cleans text that came from outside. */
public final class Text {
    /** Most characters of an attribute or a value. */
    private static final int LONGEST_WORD = 200;

    private Text() {}

    /**
     * An attribute or a value of a subgroup as it is compared: without spaces around it, in Unicode's composed form
     * (NFC).
     */
    public static String trimmed(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && isSpace(word.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(word.charAt(to - 1))) {
            to--;
        }
        return Normalizer.normalize(word.substring(from, to), Normalizer.Form.NFC);
    }

    /**
     * An attribute or a value of a subgroup, trimmed and checked. Images, labels, scores and {@code models.yaml} are
     * all read with this.
     *
     * @param what names the word in the message, such as {@code sex}
     * @throws IllegalArgumentException if it is blank or long, or has a {@code ','}, a {@code '='}, or a character that
     *     cannot be seen or that turns the direction of text
     */
    public static String word(String what, String word) {
        String trimmed = trimmed(word);
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException(what + " is '', expected a word");
        }
        if (trimmed.length() > LONGEST_WORD) {
            throw new IllegalArgumentException(
                    what + " has " + trimmed.length() + " characters, expected at most " + LONGEST_WORD);
        }
        trimmed.codePoints().filter(Text::isUnfit).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException(what + " is '" + printable(trimmed, 100) + "', expected a word without "
                    + (c == ',' || c == '=' ? "'" + Character.toString(c) + "'" : String.format("U+%04X", c)));
        });
        return trimmed;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isUnfit(int codePoint) {
        return codePoint == ',' || codePoint == '=' || isUnseen(codePoint);
    }

    /** Controls and format characters. The latter turn the direction of text; the two joiners are part of words. */
    private static boolean isUnseen(int codePoint) {
        boolean joiner = codePoint == 0x200C || codePoint == 0x200D;
        return isControl(codePoint) || Character.getType(codePoint) == Character.FORMAT && !joiner;
    }

    static boolean hasControl(String text) {
        return text.codePoints().anyMatch(Text::isControl);
    }

    /** At most {@code longest} characters of {@code text}, with {@code ?} for each one that is a control or unseen. */
    public static String printable(String text, int longest) {
        String head = text;
        if (text.length() > longest) {
            int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
            head = text.substring(0, end) + "…";
        }
        if (head.codePoints().noneMatch(Text::isUnseen)) {
            return head;
        }
        StringBuilder clean = new StringBuilder(head.length());
        head.codePoints().forEach(c -> clean.appendCodePoint(isUnseen(c) ? '?' : c));
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
