package io.penumbra.avatar;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/**
 * A haircut of one pigment. Lengths are in pixels, in the coordinates of {@link Head}.
 *
 * @param pigment of all hair but the roots
 * @param sheen brightness relative to the pigment: below 1 wet or matt, above 1 glossy or bleached by the sun
 * @param ash how dull the colour is, 0 to 1
 * @param roots melanin that the roots have in addition
 * @param length 0 (cropped) to 1 (to the chest)
 * @param volume distance from the skull, in pixels
 * @param waves 0 (straight) to 1 (curls)
 * @param part where it is parted, −1 to 1 over the forehead
 * @param hairline height of the forehead's top as a share of the skull's
 * @param bangs whether hair hangs over the forehead
 * @param bald whether the crown is bare
 * @param strands seed of the single strands
 */
record Hair(
        Pigment pigment,
        double sheen,
        double ash,
        double roots,
        double length,
        double volume,
        double waves,
        double part,
        double hairline,
        boolean bangs,
        boolean bald,
        long strands) {
    /** The shortest hair that falls behind the ears. */
    static final double LOOSE = 0.2;

    Hair {
        if (!(length >= 0 && length <= 1 && volume >= 0 && sheen > 0)) {
            throw new IllegalArgumentException(
                    "expected length of 0 to 1, volume of at least 0 and sheen above 0: length " + length + ", volume "
                            + volume + ", sheen " + sheen);
        }
    }

    static Hair drawn(Draw draw, Pigment pigment, boolean male, boolean young) {
        double length =
                switch (male ? draw.weighted(86, 9, 5) : draw.weighted(9, 24, 67)) {
                    case 0 -> draw.between(0, LOOSE);
                    case 1 -> draw.between(LOOSE, 0.5);
                    default -> draw.between(0.5, 1);
                };
        boolean bald = male && draw.chance(young ? 0.01 : 0.14);
        return new Hair(
                pigment,
                StrictMath.exp(draw.normalWithin(0, 0.17, -0.5, 0.5)),
                draw.between(0, 0.5) * draw.between(0, 1),
                !male && draw.chance(0.3) ? draw.between(0.1, 0.35) : draw.between(0, 0.1),
                bald ? Math.min(length, LOOSE) : length,
                male ? draw.between(3, 11) : draw.between(5, 15),
                draw.chance(0.35) ? draw.between(0.4, 1) : draw.between(0, 0.2),
                draw.between(-0.7, 0.7),
                male && !young ? draw.between(0.62, 0.88) : draw.between(0.56, 0.72),
                draw.chance(male ? 0.12 : 0.22),
                bald,
                draw.bits());
    }

    /** The colour in white light. */
    Color color(Pigment of) {
        Color pure = of.color();
        double mean = (pure.getRed() + pure.getGreen() + pure.getBlue()) / 3.0;
        return Palette.shade(Palette.mix(pure, Palette.rgb(mean, mean, mean), ash), sheen);
    }

    /** Paints the hair that falls behind the neck. */
    void paintBehind(Graphics2D g, Head head) {
        if (length < LOOSE) {
            return;
        }
        double end = 20 + 95 * length;
        double outer = head.halfWidth() + volume;
        Path2D path = new Path2D.Double();
        path.moveTo(-outer * 0.7, end - 5);
        path.curveTo(-outer * 1.25, end * 0.7, -outer * 1.02, 0, -outer, -12);
        crown(path, head);
        path.curveTo(outer * 1.02, 0, outer * 1.25, end * 0.7, outer * 0.7, end - 5);
        path.quadTo(0, end + 9, -outer * 0.7, end - 5);
        Color color = color(pigment);
        g.setPaint(new GradientPaint(0, -40, color, 0, (float) end, Palette.shade(color, 0.74)));
        g.fill(path);
        if (waves > 0.3) {
            for (int side = -1; side <= 1; side += 2) {
                for (double y = -20; y < end - 8; y += 9) {
                    double x = side * outer * (0.92 + 0.1 * StrictMath.sin(y * 0.4));
                    double size = 11 + 6 * waves;
                    g.fill(new Ellipse2D.Double(x - size / 2, y, size, size));
                }
            }
        }
    }

    /** Paints the hair on the skull, and the locks that fall before the shoulders. */
    void paintFront(Graphics2D g, Head head) {
        new FrontHair(this, head).paint(g);
    }

    /** Adds the outer edge over the skull to {@code path}, from one temple to the other. */
    void crown(Path2D path, Head head) {
        double w = head.halfWidth() + volume;
        double top = -head.halfHeight() - volume;
        path.curveTo(-w, top * 0.75, -w * 0.6, top, 0, top);
        path.curveTo(w * 0.6, top, w, top * 0.75, w, -12);
    }
}
