package org.ae4j.report;

import org.ae4j.data.ImageSchema;
import org.ae4j.evaluate.ImageGrid;

/**
 * Each image beside its reconstruction and the difference of both.
 *
 * @param image grey or in colour
 */
record ImageDrawing(ImageSchema image) implements Reconstructions.Drawing {
    private static final int WIDTH = 64;

    @Override
    public void write(Reconstructions section, Html html) {
        html.paragraph(
                "Left the input, in the middle the reconstruction, on the right how far apart they are: black is equal.");
        html.open("div", "class", "cards");
        int zoom = Picture.zoom(image, WIDTH);
        for (int i = 0; i < section.shown().length; i++) {
            float[] input = section.input(i);
            float[] output = section.back().row(i);
            String caption = section.caption(i);
            html.figure(
                    Picture.of(
                            ImageGrid.of(image),
                            zoom,
                            "Input, reconstruction and difference of " + caption,
                            new float[][] {input, output, difference(input, output)}),
                    caption);
        }
        html.close();
    }

    private static float[] difference(float[] input, float[] output) {
        float[] difference = new float[input.length];
        for (int i = 0; i < input.length; i++) {
            difference[i] = Math.abs(input[i] - output[i]);
        }
        return difference;
    }
}
