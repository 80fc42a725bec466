package org.ae4j.spec;

import org.ae4j.InvalidSpecException;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * What all hidden layers have in common. In a block, normalisation stands between the layer and its activation, dropout
 * behind it.
 *
 * @param activation default RELU
 * @param weightInit default XAVIER (Glorot and Bengio 2010), for the code and the output too
 * @param dropout probability of dropping a unit, in [0, 1), default 0; DL4J's own number is the probability of keeping
 * @param batchNorm whether each hidden layer is followed by batch normalisation (Ioffe and Szegedy 2015), default no
 */
public record HiddenLayers(Activation activation, WeightInit weightInit, double dropout, boolean batchNorm) {
    public HiddenLayers {
        Activations.check(activation);
        if (weightInit == null || weightInit == WeightInit.DISTRIBUTION || weightInit == WeightInit.IDENTITY) {
            throw new InvalidSpecException("weightInit is one that any layer can have, such as XAVIER, RELU or"
                    + " LECUN_NORMAL; found " + weightInit);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new InvalidSpecException(
                    "dropout is the probability of dropping a unit, in [0, 1), found " + dropout);
        }
    }

    /** RELU, XAVIER, no dropout, no batch normalisation. */
    public static HiddenLayers defaults() {
        return new HiddenLayers(Activation.RELU, WeightInit.XAVIER, 0, false);
    }

    public HiddenLayers activation(Activation newActivation) {
        return new HiddenLayers(newActivation, weightInit, dropout, batchNorm);
    }

    public HiddenLayers weightInit(WeightInit newWeightInit) {
        return new HiddenLayers(activation, newWeightInit, dropout, batchNorm);
    }

    public HiddenLayers dropout(double probability) {
        return new HiddenLayers(activation, weightInit, probability, batchNorm);
    }

    public HiddenLayers batchNorm(boolean on) {
        return new HiddenLayers(activation, weightInit, dropout, on);
    }
}
