package io.penumbra.avatar;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;

/** The hair in front of the head: on the skull, over the forehead, down to the shoulders. */
record FrontHair(Hair hair, Head head) {

    void paint(Graphics2D g) {
        Color color = hair.color(hair.pigment());
        Color root = hair.color(hair.pigment().darker(hair.roots()));
        double top = -head.halfHeight() - hair.volume();
        if (hair.length() > 0.55) {
            paintLocks(g, color);
        }
        g.setPaint(new GradientPaint(0, (float) top + 8, root, 0, (float) (top * 0.35), color));
        if (hair.bald()) {
            paintSides(g);
            return;
        }
        g.fill(cap());
        if (hair.waves() > 0.5) {
            double outerX = head.halfWidth() + hair.volume() * 0.7;
            for (double angle = -0.2; angle <= Math.PI + 0.2; angle += 0.22) {
                double size = 12 + 8 * hair.waves();
                double x = outerX * StrictMath.cos(angle);
                double y = (top + 4) * StrictMath.sin(angle);
                g.fill(new Ellipse2D.Double(x - size / 2, y - size / 2, size, size));
            }
        }
        paintStrands(g, color);
    }

    private Path2D cap() {
        double w = head.halfWidth();
        double h = head.halfHeight();
        double ear = hair.length() < Hair.LOOSE ? 4 : 16;
        double brow = -h * (hair.bangs() ? 0.40 : 0.44);
        Path2D path = new Path2D.Double();
        path.moveTo(-w - hair.volume() * 0.4, ear);
        path.lineTo(-w - hair.volume(), -12);
        hair.crown(path, head);
        path.lineTo(w + hair.volume() * 0.4, ear);
        path.lineTo(w - 2, -2);
        path.quadTo(w * 0.95, brow * 0.6, w * 0.84, brow);
        if (hair.bangs()) {
            for (int lock = 1; lock <= 6; lock++) {
                double to = w * (0.84 - 0.28 * lock);
                path.quadTo(to + w * 0.14, brow + 7, to, brow - 1);
            }
        } else {
            path.quadTo(w * 0.5, -h * hair.hairline(), hair.part() * w * 0.8, -h * hair.hairline());
            path.quadTo(-w * 0.5, -h * hair.hairline(), -w * 0.84, brow);
        }
        path.quadTo(-w * 0.95, brow * 0.6, -w + 2, -2);
        path.closePath();
        return path;
    }

    private void paintSides(Graphics2D g) {
        double w = head.halfWidth();
        for (int side = -1; side <= 1; side += 2) {
            Path2D path = new Path2D.Double();
            path.moveTo(side * (w - 3), 4);
            path.quadTo(side * w * 0.96, -14, side * w * 0.88, -head.halfHeight() * 0.48);
            path.quadTo(side * (w + hair.volume() + 2), -24, side * (w + hair.volume() * 0.5), 8);
            path.closePath();
            g.fill(path);
        }
    }

    private void paintLocks(Graphics2D g, Color color) {
        double end = 10 + 95 * hair.length();
        double outer = head.halfWidth() + hair.volume();
        for (int side = -1; side <= 1; side += 2) {
            Path2D path = new Path2D.Double();
            path.moveTo(side * (outer - 1), -14);
            path.curveTo(
                    side * outer * 1.12, end * 0.4,
                    side * outer * (1.1 + 0.1 * hair.waves()), end * 0.8,
                    side * outer * 0.8, end);
            path.curveTo(
                    side * outer * 0.6, end * 0.7,
                    side * outer * 0.82, end * 0.45,
                    side * (head.halfWidth() - 3), -10);
            path.closePath();
            g.setPaint(new GradientPaint(0, 0, color, 0, (float) end, Palette.shade(color, 0.88)));
            g.fill(path);
        }
    }

    private void paintStrands(Graphics2D g, Color color) {
        Draw draw = new Draw(hair.strands(), 0);
        double w = head.halfWidth();
        double h = head.halfHeight();
        g.setStroke(new BasicStroke(1.1f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int strand = 0; strand < 22; strand++) {
            double side = draw.chance(0.5) ? 1 : -1;
            double out = draw.between(0.1, 0.95);
            double reach = w + hair.volume() * out;
            Color tone = Palette.shade(color, draw.between(0.72, 1.2));
            g.setColor(Palette.clear(tone, 0.55));
            g.draw(new QuadCurve2D.Double(
                    hair.part() * w * 0.7, -h * hair.hairline() - hair.volume() * 0.5 - 4,
                    side * reach * 0.8, -h - hair.volume() * (0.6 * out),
                    side * (reach - 1), -14 + draw.between(-14, 12)));
        }
        g.setStroke(new BasicStroke(5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(Palette.clear(Palette.mix(color, Color.WHITE, 0.5), 0.22));
        g.draw(new QuadCurve2D.Double(-w * 0.6, -h * 0.86, 0, -h * 1.06 - hair.volume() * 0.3, w * 0.5, -h * 0.9));
    }
}
