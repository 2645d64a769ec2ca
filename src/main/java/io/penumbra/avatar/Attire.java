package io.penumbra.avatar;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;

/** Clothes, hat, glasses and earrings. */
record Attire(Color cloth, Color trim, Hat hat, Color felt, boolean glasses, boolean earrings) {
    enum Hat {
        NONE,
        CAP,
        BEANIE
    }

    static Attire drawn(Draw draw, boolean male, boolean young) {
        Color cloth = Palette.any(draw, 0.1, male ? 0.8 : 1);
        Hat hat = draw.chance(male ? 0.10 : 0.05) ? draw.chance(0.5) ? Hat.CAP : Hat.BEANIE : Hat.NONE;
        Color felt = draw.chance(0.3) ? new Pigment(draw.between(0, 1), 0.2, 0).color() : Palette.any(draw, 0.15, 0.95);
        return new Attire(
                cloth,
                Palette.mix(cloth, Palette.any(draw, 0.2, 1), 0.6),
                hat,
                felt,
                draw.chance(young ? 0.05 : 0.22),
                draw.chance(male ? 0.02 : 0.35));
    }

    void paintBody(Graphics2D g, Head head) {
        double shoulder = head.halfWidth() * (1.55 + 0.5 * head.jaw());
        double y = head.halfHeight() * 1.28;
        Path2D path = new Path2D.Double();
        path.moveTo(-shoulder, y + 70);
        path.curveTo(-shoulder, y + 18, -head.halfWidth() * 0.8, y + 8, -head.halfWidth() * 0.5, y - 2);
        path.quadTo(0, y + 26, head.halfWidth() * 0.5, y - 2);
        path.curveTo(head.halfWidth() * 0.8, y + 8, shoulder, y + 18, shoulder, y + 70);
        path.closePath();
        g.setColor(cloth);
        g.fill(path);
        g.setColor(trim);
        g.setStroke(new BasicStroke(4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(new Arc2D.Double(-head.halfWidth() * 0.52, y - 16, head.halfWidth() * 1.04, 30, 200, 140, Arc2D.OPEN));
    }

    void paintWorn(Graphics2D g, Head head) {
        if (earrings) {
            g.setColor(new Color(236, 206, 110));
            g.fill(new Ellipse2D.Double(-head.halfWidth() - 4, 15, 5, 7));
            g.fill(new Ellipse2D.Double(head.halfWidth() - 1, 15, 5, 7));
        }
        if (glasses) {
            paintGlasses(g, head);
        }
        if (hat != Hat.NONE) {
            paintHat(g, head);
        }
    }

    private void paintGlasses(Graphics2D g, Head head) {
        g.setStroke(new BasicStroke(2.2f));
        double x = head.halfWidth() * 0.47;
        for (int side = -1; side <= 1; side += 2) {
            RoundRectangle2D lens = new RoundRectangle2D.Double(side * x - 13, -10, 26, 20, 14, 14);
            g.setColor(new Color(200, 220, 240, 46));
            g.fill(lens);
            g.setColor(Palette.shade(trim, 0.4));
            g.draw(lens);
        }
        g.draw(new Arc2D.Double(-7, -6, 14, 8, 20, 140, Arc2D.OPEN));
    }

    private void paintHat(Graphics2D g, Head head) {
        double w = head.halfWidth() + 9;
        double top = -head.halfHeight() - 16;
        double band = -head.halfHeight() * 0.50;
        Path2D crown = new Path2D.Double();
        crown.moveTo(-w, band + 4);
        crown.curveTo(-w * 1.02, top * 0.95, -w * 0.6, top, 0, top);
        crown.curveTo(w * 0.6, top, w * 1.02, top * 0.95, w, band + 4);
        crown.quadTo(0, band - 8, -w, band + 4);
        g.setColor(felt);
        g.fill(crown);
        if (hat == Hat.BEANIE) {
            g.setColor(Palette.shade(felt, 0.82));
            g.fill(new RoundRectangle2D.Double(-w - 1, band - 12, 2 * w + 2, 17, 12, 12));
            g.fill(new Ellipse2D.Double(-8, top - 11, 16, 16));
        } else {
            g.setColor(Palette.shade(felt, 0.7));
            g.fill(new Arc2D.Double(-w * 1.05, band - 14, w * 2.1, 30, 0, 180, Arc2D.CHORD));
        }
    }
}
