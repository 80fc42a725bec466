package org.ae4j.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ae4j.Rounded;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.compile.ParameterViews;
import org.ae4j.data.ImageSchema;
import org.ae4j.evaluate.ImageGrid;
import org.ae4j.model.Autoencoder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the first layer of an encoder of images looks for: the weights into each of its units.
 *
 * @param image what one unit sees: the whole image, or the window of a convolution
 * @param weights {@code [units][image]}, the largest norm first
 */
public record Filters(ImageSchema image, float[][] weights) implements Section {
    private static final int SHOWN = 64;
    private static final int WIDTH = 40;

    /** Empty where rows are no images, or the first layer with weights is neither dense nor a convolution over pixels. */
    public static Optional<Filters> of(Autoencoder model) {
        if (!Picture.canDraw(model.spec().schema())) {
            return Optional.empty();
        }
        var image = (ImageSchema) model.spec().schema();
        long from = 0;
        for (NeuralNetConfiguration layer :
                new NetworkPlan(model.spec()).givingEncoder(Optimization.none()).getConfs()) {
            long count = layer.getLayer().initializer().numParams(layer);
            if (count > 0) {
                float[] flat =
                        Arrays.copyOfRange(model.parameters(), Math.toIntExact(from), Math.toIntExact(from + count));
                return ofFirst(layer, flat, image, model.spec().knowledge().told());
            }
            from += count;
        }
        return Optional.empty();
    }

    private static Optional<Filters> ofFirst(NeuralNetConfiguration layer, float[] flat, ImageSchema image, int told) {
        if (layer.getLayer() instanceof ConvolutionLayer window && window.getNIn() == image.channels() + told) {
            int[] kernel = window.getKernelSize();
            var seen = new ImageSchema(image.channels(), kernel[0], kernel[1]);
            return Optional.of(units(layer, flat, seen, "c", window.getNOut()));
        }
        return layer.getLayer() instanceof DenseLayer dense && dense.getNIn() == image.size() + told
                ? Optional.of(units(layer, flat, image, "f", dense.getNOut()))
                : Optional.empty();
    }

    /** Cuts the weights, laid out unit by unit in this order; those of classes, which follow the pixels, are left out. */
    private static Filters units(
            NeuralNetConfiguration layer, float[] flat, ImageSchema image, String order, long units) {
        try (INDArray view = Nd4j.createFromArray(flat).reshape(1, flat.length)) {
            INDArray all = ParameterViews.of(layer, view).get("W");
            float[] byUnit = Nd4j.toFlattened(order.charAt(0), all).toFloatVector();
            int width = Math.toIntExact(byUnit.length / units);
            float[][] weights = IntStream.range(0, Math.toIntExact(units))
                    .mapToObj(i -> Arrays.copyOfRange(byUnit, i * width, i * width + image.size()))
                    .sorted(Comparator.comparingDouble(unit -> -norm(unit)))
                    .limit(SHOWN)
                    .toArray(float[][]::new);
            return new Filters(image, weights);
        }
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value * (double) value;
        }
        return sum;
    }

    @Override
    public String id() {
        return "filters";
    }

    @Override
    public String title() {
        return "What the first layer looks for";
    }

    @Override
    public void write(Html html) {
        ImageGrid grid = ImageGrid.of(image).symmetric(true);
        int zoom = Picture.zoom(image, WIDTH);
        List<Picture> pictures = IntStream.range(0, weights.length)
                .mapToObj(i -> Picture.of(grid, zoom, "unit " + (i + 1), new float[][] {weights[i]}))
                .toList();
        String caption =
                "Weights into %s of the first layer, the strongest first, each on a scale of its own: grey is 0, white"
                                .formatted(Rounded.count(weights.length, "unit"))
                        + " excites, black inhibits.";
        html.figure(pictures, caption);
    }
}
