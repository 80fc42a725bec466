package org.ae4j.evaluate;

import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.nd4j.linalg.activations.Activation;

/** Models with weights by hand and without biases, so that every figure can be computed. */
final class KnownModel {
    private KnownModel() {}

    /**
     * Two linear layers.
     *
     * @param encoder {@code [inputs, code]}
     * @param decoder {@code [code, inputs]}
     */
    static Autoencoder linear(Samples columns, double[][] encoder, double[][] decoder) {
        return of(spec(columns, encoder[0].length).hidden(), columns, encoder, decoder);
    }

    /**
     * A hidden layer of tanh on either side of the code.
     *
     * @param weights of the layers in order, {@code [in, out]} each
     */
    static Autoencoder tanh(Samples columns, double[][]... weights) {
        AutoencoderSpec spec =
                spec(columns, weights[1][0].length).hidden(weights[0][0].length).activation(Activation.TANH);
        return of(spec, columns, weights);
    }

    private static AutoencoderSpec spec(Samples columns, int code) {
        return Presets.dense(columns.schema()).scaling(Scaling.none()).code(code);
    }

    private static Autoencoder of(AutoencoderSpec spec, Samples columns, double[][]... weights) {
        int count = 0;
        for (double[][] layer : weights) {
            count += (layer.length + 1) * layer[0].length;
        }
        float[] parameters = new float[count];
        int at = 0;
        for (double[][] layer : weights) {
            // As DL4J's flat view has it: column by column, then the biases.
            for (int out = 0; out < layer[0].length; out++) {
                for (double[] in : layer) {
                    parameters[at++] = (float) in[out];
                }
            }
            at += layer[0].length;
        }
        var provenance = new Provenance("", 0, "{}", "by hand", "");
        return new Autoencoder(spec, FittedScaling.fit(spec.scaling(), columns), parameters, provenance);
    }
}
