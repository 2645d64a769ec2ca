package io.penumbra.avatar;

import java.awt.Color;

/**
 * The pigment of a head of hair, before any light falls on it. The pigment decides the label; the picture does not.
 *
 * @param melanin 0 (platinum) to 1 (black)
 * @param redness 0 to 1 (copper)
 * @param grey share of hairs that have lost their pigment, 0 to 1
 */
record Pigment(double melanin, double redness, double grey) {
    static final double DARKEST_BLOND = 0.40;
    static final double DARKEST_BROWN = 0.76;
    static final double GREY = 0.5;

    private static final Color[] MELANIN = {
        new Color(244, 230, 190), new Color(230, 202, 140), new Color(202, 166, 104), new Color(164, 126, 80),
        new Color(126, 92, 60), new Color(94, 66, 44), new Color(66, 46, 34), new Color(42, 32, 28),
        new Color(24, 20, 20)
    };
    private static final Color COPPER = new Color(184, 84, 36);

    public Pigment {
        share("melanin", melanin);
        share("redness", redness);
        share("grey", grey);
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be 0 to 1, not " + value);
        }
    }

    static Pigment drawn(Draw draw, boolean blond, boolean male, boolean young) {
        if (blond) {
            double grey = young ? 0 : draw.between(0, 0.45);
            return new Pigment(draw.normalWithin(0.29, 0.13, 0, DARKEST_BLOND), draw.between(0, 0.2), grey);
        }
        double redness = draw.chance(0.06) ? draw.between(0.4, 1) : draw.between(0, 0.2);
        if (!young && draw.chance(male ? 0.45 : 0.25)) {
            return new Pigment(draw.between(0.15, 1), redness * 0.3, draw.between(GREY, 1));
        }
        double grey = young ? 0 : draw.between(0, GREY);
        return new Pigment(draw.normalWithin(0.58, 0.20, DARKEST_BLOND, 1), redness, grey * draw.between(0, 1));
    }

    boolean isGrey() {
        return grey >= GREY;
    }

    boolean isBlond() {
        return !isGrey() && melanin < DARKEST_BLOND;
    }

    boolean isBrown() {
        return !isGrey() && !isBlond() && melanin < DARKEST_BROWN;
    }

    boolean isBlack() {
        return !isGrey() && melanin >= DARKEST_BROWN;
    }

    /** The colour in white light. */
    Color color() {
        Color pigment = Palette.mix(Palette.ramp(melanin, MELANIN), COPPER, redness * (0.9 - 0.5 * melanin));
        double whiteness = 214 - 60 * melanin;
        return Palette.mix(pigment, Palette.rgb(whiteness, whiteness, whiteness * 0.98), grey * 0.92);
    }

    /** The same pigment with {@code more} melanin, for roots, brows or beard. */
    Pigment darker(double more) {
        return new Pigment(Math.min(1, melanin + more), redness, grey);
    }
}
