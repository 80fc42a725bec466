package org.ae4j.evaluate;

import java.util.OptionalDouble;
import org.ae4j.Rounded;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;

/**
 * What PCA with as many dimensions does to the same rows, in the model's scaled units.
 *
 * @param mse mean over elements, if it could be computed
 * @param reason why not, else empty
 * @param components dimensions kept
 */
public record PcaComparison(OptionalDouble mse, String reason, int components) {
    /** Below this an error is that of rounding. */
    private static final double EXACT = 1e-10;

    /**
     * Fits and measures.
     *
     * @param fitted rows that PCA is fitted to
     * @param measured rows that it reconstructs
     */
    public static PcaComparison of(Autoencoder model, Samples fitted, Samples measured) {
        int inputs = model.scaling().inputs();
        int components = Math.min(model.spec().bottleneck().size(), inputs);
        if (measured.rows() == 0) {
            return new PcaComparison(OptionalDouble.empty(), "there are no test rows", components);
        }
        if (inputs > Pca.LIMIT) {
            String reason = inputs + " inputs are more than the " + Pca.LIMIT + " that PCA is computed for";
            return new PcaComparison(OptionalDouble.empty(), reason, components);
        }
        if (fitted.hasMissing() || measured.hasMissing()) {
            return new PcaComparison(OptionalDouble.empty(), "PCA takes no missing cells", components);
        }
        double mse = Pca.fit(model.scaling(), fitted, components).mse(measured);
        return new PcaComparison(OptionalDouble.of(mse), "", components);
    }

    /** {@code "reconstructs 1.7× better than PCA with 8 dimensions: MSE 0.0142, PCA 0.0246"}. */
    public String sentence(double modelMse) {
        if (mse.isEmpty()) {
            return "reconstructs with MSE " + Rounded.text(modelMse) + " in scaled units; no PCA to compare: " + reason;
        }
        double pca = mse.getAsDouble();
        if (pca < EXACT) {
            return "reconstructs with MSE %s in scaled units; PCA with %s of as many loses nothing: choose a smaller code"
                    .formatted(Rounded.text(modelMse), Rounded.count(components, "dimension"));
        }
        boolean better = modelMse <= pca;
        double factor = better ? pca / modelMse : modelMse / pca;
        return "reconstructs %s%s than PCA with %s: MSE %s, PCA %s (scaled units)"
                .formatted(
                        Double.isFinite(factor) ? Rounded.rough(factor) + "× " : "",
                        better ? "better" : "worse",
                        Rounded.count(components, "dimension"),
                        Rounded.text(modelMse),
                        Rounded.text(pca));
    }
}
