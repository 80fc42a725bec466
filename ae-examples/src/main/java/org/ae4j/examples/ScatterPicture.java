package org.ae4j.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.ae4j.data.Samples;

/** Labelled points in the plane, panel beside panel on one scale: the first panel's points fill it. */
record ScatterPicture(Color... colors) {
    private static final int PANEL = 480;
    private static final int MARGIN = 30;
    private static final int RADIUS = 4;

    /** Draws the first two columns of each panel's rows and writes a PNG, in place of one that exists. */
    void write(Path file, Samples... panels) throws IOException {
        int width = MARGIN + panels.length * (PANEL + MARGIN);
        var image = new BufferedImage(width, PANEL + 2 * MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, image.getHeight());
        for (int panel = 0; panel < panels.length; panel++) {
            draw(graphics.create(MARGIN + panel * (PANEL + MARGIN), MARGIN, PANEL + 1, PANEL + 1), panels, panel);
        }
        graphics.dispose();
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private void draw(java.awt.Graphics clipped, Samples[] panels, int panel) {
        Graphics2D graphics = (Graphics2D) clipped;
        graphics.setColor(new Color(0xF6F6F6));
        graphics.fillRect(0, 0, PANEL, PANEL);
        graphics.setColor(new Color(0xBBBBBB));
        graphics.setStroke(new BasicStroke(1));
        graphics.drawRect(0, 0, PANEL, PANEL);
        Samples points = panels[panel];
        for (int i = 0; i < points.rows(); i++) {
            Color color = colors[points.classes().indexOf(points.label(i)) % colors.length];
            graphics.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 150));
            double x = place(panels[0], 0, points.value(i, 0));
            double y = PANEL - place(panels[0], 1, points.value(i, 1));
            graphics.fill(new Ellipse2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS));
        }
        graphics.dispose();
    }

    /** From data to pixels: the range of the column takes the inner four fifths of the panel. */
    private static double place(Samples range, int column, float value) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < range.rows(); i++) {
            min = Math.min(min, range.value(i, column));
            max = Math.max(max, range.value(i, column));
        }
        return PANEL * (0.1 + 0.8 * (value - min) / (max - min));
    }
}
