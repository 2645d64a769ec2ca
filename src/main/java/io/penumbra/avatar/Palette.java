package io.penumbra.avatar;

import java.awt.Color;

/** Arithmetic on colours, in sRGB as painters mix them. */
final class Palette {
    private Palette() {}

    static Color rgb(double red, double green, double blue) {
        return new Color(channel(red), channel(green), channel(blue));
    }

    /** The colour {@code share} of the way from one to the other. */
    static Color mix(Color from, Color to, double share) {
        return rgb(
                from.getRed() + share * (to.getRed() - from.getRed()),
                from.getGreen() + share * (to.getGreen() - from.getGreen()),
                from.getBlue() + share * (to.getBlue() - from.getBlue()));
    }

    /** The colour at {@code position} (0 to 1) of an even ramp. */
    static Color ramp(double position, Color... stops) {
        double at = Math.min(Math.max(position, 0), 1) * (stops.length - 1);
        int stop = Math.min((int) at, stops.length - 2);
        return mix(stops[stop], stops[stop + 1], at - stop);
    }

    static Color shade(Color color, double factor) {
        return rgb(color.getRed() * factor, color.getGreen() * factor, color.getBlue() * factor);
    }

    static Color clear(Color color, double opacity) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), channel(255 * opacity));
    }

    static Color any(Draw draw, double darkest, double brightest) {
        double value = draw.between(darkest, brightest);
        double saturation = draw.between(0.05, 0.65);
        double hue = draw.between(0, 6);
        double[] rgb = new double[3];
        for (int channel = 0; channel < 3; channel++) {
            double distance = Math.abs(hue - 2 * channel);
            double toward = Math.min(Math.max(2 - Math.min(distance, 6 - distance), 0), 1);
            rgb[channel] = 255 * value * (1 - saturation + saturation * toward);
        }
        return rgb(rgb[0], rgb[1], rgb[2]);
    }

    private static int channel(double value) {
        return (int) Math.min(Math.max(value + 0.5, 0), 255);
    }
}
