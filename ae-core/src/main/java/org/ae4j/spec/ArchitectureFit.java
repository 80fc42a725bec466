package org.ae4j.spec;

import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;
import org.ae4j.data.TableSchema;
import org.nd4j.linalg.activations.Activation;

/** Architectures that cannot go over a kind of row, or cannot have what is asked of their layers, refused with the reason. */
final class ArchitectureFit {
    private ArchitectureFit() {}

    static void check(
            Schema schema, Architecture architecture, HiddenLayers layers, Penalties penalties, Knowledge knowledge) {
        if (architecture instanceof Architecture.Convolutional) {
            require(
                    !(schema instanceof TableSchema),
                    "convolutions go over images or sequences, found " + schema.describe()
                            + ": take a dense architecture");
            require(
                    penalties.maxNorm() == 0,
                    "maxNorm bounds the weights into a unit of a dense layer, and a convolution's units share theirs: set"
                            + " maxNorm 0");
        } else if (architecture instanceof Architecture.Recurrent) {
            require(
                    schema instanceof SequenceSchema,
                    "recurrent layers go over sequences, found " + schema.describe()
                            + ": read the data as sequences, or take another architecture");
            checkRecurrent(layers, penalties, knowledge);
        } else if (architecture instanceof Architecture.Own own) {
            checkOwn(own.encoderLayers(), penalties, knowledge);
        }
        boolean isOfVectors = architecture instanceof Architecture.Dense || architecture instanceof Architecture.Own;
        if (isOfVectors && schema.isVariable()) {
            throw new InvalidSpecException((architecture instanceof Architecture.Own ? "own" : "dense")
                    + " layers take rows of one length, found " + schema.describe()
                    + ": take a recurrent or convolutional architecture");
        }
    }

    private static void checkOwn(List<OwnLayer> layers, Penalties penalties, Knowledge knowledge) {
        require(
                penalties.maxNorm() == 0 || layers.stream().noneMatch(OwnLayer::isShaped),
                "maxNorm bounds the weights into a unit of a dense layer, and the own encoder has convolutions or LSTMs: set"
                        + " maxNorm 0");
        require(
                !knowledge.nonNegative() || layers.stream().noneMatch(OwnLayer::isRecurrent),
                "the gates of an LSTM need weights of both signs: leave out nonNegative");
    }

    private static void checkRecurrent(HiddenLayers layers, Penalties penalties, Knowledge knowledge) {
        require(
                layers.activation() == Activation.TANH,
                "an LSTM's activation is TANH, found " + layers.activation() + ": set activation TANH");
        require(
                !layers.batchNorm(),
                "batch normalisation mixes the steps of a sequence: leave it out, .batchNorm(false)");
        require(
                penalties.maxNorm() == 0 && !knowledge.nonNegative(),
                "the gates of an LSTM need weights of both signs and any size: leave out maxNorm and nonNegative");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidSpecException(otherwise);
        }
    }
}
