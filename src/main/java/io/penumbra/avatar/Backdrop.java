package io.penumbra.avatar;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;

/** What stands behind a face: a wall, panels, or lights out of focus. Sometimes it has a colour of hair. */
record Backdrop(Color near, Color far, double slant, Pattern pattern, long scatter) {
    enum Pattern {
        WALL,
        PANELS,
        LIGHTS
    }

    static Backdrop drawn(Draw draw) {
        Color near;
        Color far;
        if (draw.chance(0.25)) { // wheat, sand, straw, wood, earth
            near = new Pigment(draw.between(0, 0.8), draw.between(0, 0.3), 0).color();
            far = Palette.shade(near, draw.between(0.7, 1.2));
        } else {
            near = Palette.any(draw, 0.15, 1);
            far = Palette.mix(near, Palette.any(draw, 0.15, 1), draw.between(0, 0.8));
        }
        Pattern pattern = Pattern.values()[draw.weighted(5, 2, 3)];
        return new Backdrop(near, far, draw.between(-1, 1), pattern, draw.bits());
    }

    void paint(Graphics2D g, int width, int height) {
        float reach = (float) (slant * width);
        g.setPaint(new GradientPaint(width / 2f - reach, 0, far, width / 2f + reach, height, near));
        g.fillRect(0, 0, width, height);
        Draw draw = new Draw(scatter, 0);
        switch (pattern) {
            case WALL -> {}
            case PANELS -> {
                double pitch = draw.between(14, 40);
                g.setColor(Palette.clear(Palette.shade(near, 0.6), 0.35));
                for (double x = draw.between(0, pitch); x < width; x += pitch) {
                    g.fill(new Rectangle2D.Double(x, 0, pitch * 0.35, height));
                }
            }
            case LIGHTS -> {
                for (int i = 0; i < 12; i++) {
                    double size = draw.between(10, 44);
                    Color lamp = Palette.mix(far, Palette.any(draw, 0.4, 1), 0.6);
                    g.setColor(Palette.clear(lamp, draw.between(0.15, 0.6)));
                    g.fill(new Ellipse2D.Double(draw.between(-20, width), draw.between(-20, height), size, size));
                }
            }
        }
    }
}
