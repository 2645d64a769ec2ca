package io.penumbra.avatar;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;

/**
 * Eyes, nose, mouth, beard and the marks of age.
 *
 * @param iris colour of the eyes
 * @param lips colour of the mouth
 * @param brow thickness of the eyebrows, pixels
 * @param smile −1 (sullen) to 1 (beaming)
 * @param beard 0 (shaven) to 1 (full)
 * @param wrinkles 0 to 1
 * @param lashes whether the eyes are made up
 */
record Features(Color iris, Color lips, double brow, double smile, double beard, double wrinkles, boolean lashes) {
    private static final Color INK = new Color(48, 32, 30);

    void paint(Graphics2D g, Head head, Pigment pigment) {
        double w = head.halfWidth();
        if (beard > 0) {
            paintBeard(g, head, pigment.darker(0.12).color());
        }
        Color cheek = new Color(232, 90, 84);
        for (int side = -1; side <= 1; side += 2) {
            g.setColor(Palette.clear(cheek, lashes ? 0.24 : 0.12));
            g.fill(new Ellipse2D.Double(side * w * 0.56 - 10, 14, 20, 14));
            paintEye(g, head, side, pigment.darker(0.18).color());
        }
        paintAge(g, head);
        g.setStroke(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(Palette.shade(head.skin(), 0.68));
        g.draw(new CubicCurve2D.Double(-1, 6, 3, 14, 8 * head.jaw() + 1, 20, -4, 20));
        paintMouth(g, head);
    }

    private void paintEye(Graphics2D g, Head head, int side, Color hair) {
        double x = side * head.halfWidth() * 0.47;
        g.setColor(new Color(250, 248, 244));
        g.fill(new Ellipse2D.Double(x - 8, -6, 16, 12));
        g.setColor(iris);
        g.fill(new Ellipse2D.Double(x - 5, -5.5, 10, 10.5));
        g.setColor(INK);
        g.fill(new Ellipse2D.Double(x - 2.6, -3, 5.2, 5.6));
        g.setStroke(new BasicStroke(lashes ? 2.6f : 1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(new Arc2D.Double(x - 8.5, -7, 17, 13, 15, 150, Arc2D.OPEN));
        g.setColor(Color.WHITE);
        g.fill(new Ellipse2D.Double(x + 0.5, -3.6, 2.6, 2.6));
        g.setColor(hair);
        g.setStroke(new BasicStroke((float) brow, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(new QuadCurve2D.Double(x - 9, -13.5 - side, x, -19, x + 9, -13.5 + side));
    }

    private void paintMouth(Graphics2D g, Head head) {
        double y = head.halfHeight() * 0.60;
        double half = 13 + 3 * smile;
        if (smile > 0.45) {
            g.setColor(Palette.shade(lips, 0.7));
            g.fill(new Arc2D.Double(-half, y - 8, 2 * half, 16 + 4 * smile, 180, 180, Arc2D.CHORD));
            g.setColor(Color.WHITE);
            g.fill(new Arc2D.Double(-half * 0.85, y - 5, 1.7 * half, 9, 180, 180, Arc2D.CHORD));
        }
        g.setColor(lips);
        g.setStroke(new BasicStroke(lashes ? 3.4f : 2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(new QuadCurve2D.Double(-half, y, 0, y + (smile > 0.45 ? 22 : 12) * smile, half, y));
    }

    private void paintBeard(Graphics2D g, Head head, Color hair) {
        double w = head.halfWidth();
        double h = head.halfHeight();
        Path2D path = new Path2D.Double();
        path.moveTo(-w, 2);
        path.curveTo(-w * 0.85, h * 0.5, -w * 0.5, h * 0.38, 0, h * 0.40);
        path.curveTo(w * 0.5, h * 0.38, w * 0.85, h * 0.5, w, 2);
        path.curveTo(w * 0.98, h * 0.45, w * head.jaw(), h * 0.8, w * head.jaw() * 0.5, h * (0.94 + 0.1 * beard));
        path.quadTo(0, h * (1.07 + 0.14 * beard), -w * head.jaw() * 0.5, h * (0.94 + 0.1 * beard));
        path.curveTo(-w * head.jaw(), h * 0.8, -w * 0.98, h * 0.45, -w, 2);
        g.setColor(Palette.clear(hair, Math.min(0.95, 0.25 + 0.9 * beard)));
        g.fill(path);
        g.setColor(Palette.mix(head.skin(), hair, 0.2));
        g.fill(new Ellipse2D.Double(-16, h * 0.5, 32, 16));
    }

    private void paintAge(Graphics2D g, Head head) {
        g.setStroke(new BasicStroke(1.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(Palette.clear(Palette.shade(head.skin(), 0.55), Math.min(1, wrinkles * 0.8)));
        for (int side = -1; side <= 1; side += 2) {
            double x = side * head.halfWidth();
            g.draw(new QuadCurve2D.Double(x * 0.26, 19, x * 0.46, 24, x * 0.44, 34));
            g.draw(new QuadCurve2D.Double(x * 0.28, 9, x * 0.46, 13, x * 0.66, 8));
            g.draw(new QuadCurve2D.Double(x * 0.74, -3, x * 0.8, -4, x * 0.86, -7));
            g.draw(new QuadCurve2D.Double(x * 0.74, 1, x * 0.8, 2, x * 0.86, 4));
        }
        for (int line = 0; line < 2; line++) {
            double y = -26 - 6 * line;
            g.draw(new QuadCurve2D.Double(-head.halfWidth() * 0.45, y, 0, y - 3, head.halfWidth() * 0.45, y));
        }
    }
}
