package io.penumbra.image;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The colour on which pictures with transparent pixels are put.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Background(int red, int green, int blue) {

    private static final Pattern HEX = Pattern.compile("#?([0-9a-fA-F]{6})");

    public Background {
        if (((red | green | blue) & ~0xFF) != 0) {
            throw new IllegalArgumentException(
                    "red, green and blue must be 0 to 255: " + red + ", " + green + ", " + blue);
        }
    }

    /**
     * Reads a colour such as {@code #ffffff}.
     *
     * @throws IllegalArgumentException if it is none; the message quotes it
     */
    public static Background of(String text) {
        var hex = HEX.matcher(text.strip());
        if (!hex.matches()) {
            throw new IllegalArgumentException("a colour must be six hexadecimal digits such as #ffffff: " + text);
        }
        int rgb = Integer.parseInt(hex.group(1), 16);
        return new Background(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    /** Mixes the pixel at {@code at} with this colour, rounded as Pillow's {@code paste} with a mask does. */
    void under(byte[] rgb, int at, int alpha) {
        rgb[at] = mixed(rgb[at] & 0xFF, red, alpha);
        rgb[at + 1] = mixed(rgb[at + 1] & 0xFF, green, alpha);
        rgb[at + 2] = mixed(rgb[at + 2] & 0xFF, blue, alpha);
    }

    private static byte mixed(int level, int background, int alpha) {
        int sum = level * alpha + background * (255 - alpha) + 128;
        return (byte) ((sum >> 8) + sum >> 8);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "#%06x", red << 16 | green << 8 | blue);
    }
}
