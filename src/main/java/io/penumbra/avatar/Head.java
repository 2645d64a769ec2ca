package io.penumbra.avatar;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * A face without its hair. Lengths are in pixels; the origin lies between the eyes and the nose.
 *
 * @param halfWidth at the cheekbones
 * @param halfHeight from the origin to the chin, and from the origin to the crown of the bare skull
 * @param jaw width of the jaw as a share of the cheekbones
 * @param skin colour in white light
 * @param features what is in the face
 */
record Head(double halfWidth, double halfHeight, double jaw, Color skin, Features features) {
    private static final Color[] SKIN = {
        new Color(255, 226, 204), new Color(244, 204, 170), new Color(222, 172, 130),
        new Color(176, 122, 84), new Color(124, 80, 54), new Color(82, 52, 38)
    };

    Head {
        if (!(halfWidth > 0 && halfHeight > 0)) {
            throw new IllegalArgumentException(
                    "half width and half height must be above 0: " + halfWidth + " and " + halfHeight);
        }
    }

    static Head drawn(Draw draw, boolean male, boolean young, Pigment pigment) {
        double tan =
                pigment.isBlond() || draw.chance(0.7) ? draw.normalWithin(0.16, 0.13, 0, 0.6) : draw.between(0.25, 1);
        Color skin = Palette.ramp(tan, SKIN);
        Color iris = draw.chance(Math.max(0.02, 0.65 - pigment.melanin() * 0.6 - tan))
                ? Palette.mix(new Color(86, 142, 196), new Color(104, 150, 96), draw.between(0, 1))
                : Palette.mix(new Color(74, 46, 28), new Color(134, 92, 48), draw.between(0, 1));
        boolean madeUp = draw.chance(male ? 0.01 : young ? 0.65 : 0.45);
        Color lips = Palette.mix(
                Palette.mix(skin, new Color(176, 72, 72), 0.45),
                new Color(200, 30, 62),
                madeUp ? draw.between(0.2, 0.9) : 0);
        return new Head(
                draw.normal(male ? 43 : 40, 1.6),
                draw.normal(male ? 57 : 54, 2),
                draw.normalWithin(male ? 0.80 : 0.66, 0.06, 0.5, 0.95),
                skin,
                new Features(
                        iris,
                        lips,
                        draw.normalWithin(male ? 3.8 : 2.4, 0.6, 1.2, 5.5),
                        draw.normalWithin(male ? 0.3 : 0.5, 0.4, -1, 1),
                        male && draw.chance(0.38) ? draw.between(0.15, 1) : 0,
                        young ? draw.between(0, 0.15) : draw.between(0.3, 1),
                        madeUp));
    }

    private Path2D outline() {
        double w = halfWidth;
        double h = halfHeight;
        Path2D path = new Path2D.Double();
        path.moveTo(0, -h);
        path.curveTo(w * 0.75, -h, w * 1.02, -h * 0.55, w, 0);
        path.curveTo(w * 0.98, h * 0.45, w * jaw, h * 0.78, w * jaw * 0.5, h * 0.94);
        path.quadTo(0, h * 1.07, -w * jaw * 0.5, h * 0.94);
        path.curveTo(-w * jaw, h * 0.78, -w * 0.98, h * 0.45, -w, 0);
        path.curveTo(-w * 1.02, -h * 0.55, -w * 0.75, -h, 0, -h);
        path.closePath();
        return path;
    }

    void paintNeck(Graphics2D g) {
        double w = halfWidth * (0.30 + 0.35 * jaw);
        g.setColor(Palette.shade(skin, 0.84));
        g.fill(new Path2D.Double(new Rectangle2D.Double(-w, halfHeight * 0.4, 2 * w, halfHeight * 1.1)));
        g.setColor(Palette.clear(Palette.shade(skin, 0.62), 0.6));
        g.fill(new Ellipse2D.Double(-w, halfHeight * 0.7, 2 * w, halfHeight * 0.55));
    }

    void paint(Graphics2D g, Pigment pigment) {
        double w = halfWidth;
        g.setColor(Palette.shade(skin, 0.9));
        g.fill(new Ellipse2D.Double(-w - 6, -8, 13, 24));
        g.fill(new Ellipse2D.Double(w - 7, -8, 13, 24));
        g.setPaint(new RadialGradientPaint(0f, -6f, (float) (halfHeight * 1.15), new float[] {0.35f, 1f}, new Color[] {
            skin, Palette.shade(skin, 0.82)
        }));
        g.fill(outline());
        features.paint(g, this, pigment);
    }
}
