package org.ae4j.layer;

import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * An output's activation with the loss that belongs to it: z are pre-activations, x targets, both {@code [rows,
 * columns]}; losses are per element, gradients with respect to z.
 */
public enum OutputKind {
    /** Identity, (z − x)² / 2. */
    SQUARED(Activation.IDENTITY) {
        @Override
        INDArray loss(INDArray z, INDArray x) {
            return halfSquare(z.sub(x));
        }

        @Override
        INDArray gradient(INDArray z, INDArray x) {
            return z.sub(x);
        }
    },
    /** a = sigmoid(z), (a − x)² / 2. */
    SQUARED_SIGMOID(Activation.SIGMOID) {
        @Override
        INDArray loss(INDArray z, INDArray x) {
            return halfSquare(Transforms.sigmoid(z, true).subi(x));
        }

        @Override
        INDArray gradient(INDArray z, INDArray x) {
            INDArray a = Transforms.sigmoid(z, true);
            INDArray slope = a.rsub(1).muli(a);
            return a.subi(x).muli(slope);
        }
    },
    /** a = sigmoid(z), −x log a − (1 − x) log(1 − a), as max(z, 0) − xz + log(1 + e^−|z|), which cannot overflow. */
    CROSS_ENTROPY(Activation.SIGMOID) {
        @Override
        INDArray loss(INDArray z, INDArray x) {
            INDArray tail = Transforms.log(
                    Transforms.exp(Transforms.abs(z, true).negi(), false).addi(1), false);
            return Transforms.max(z, 0, true).subi(z.mul(x)).addi(tail);
        }

        @Override
        INDArray gradient(INDArray z, INDArray x) {
            return Transforms.sigmoid(z, true).subi(x);
        }
    },
    /** Identity, |z − x|. */
    ABSOLUTE(Activation.IDENTITY) {
        @Override
        INDArray loss(INDArray z, INDArray x) {
            return Transforms.abs(z.sub(x), false);
        }

        @Override
        INDArray gradient(INDArray z, INDArray x) {
            return Transforms.sign(z.sub(x), false);
        }
    },
    /** a = softmax(z) over the columns, −Σ x log a; each row of x is a distribution, or one times the row's weight. */
    SOFTMAX(Activation.SOFTMAX) {
        @Override
        INDArray loss(INDArray z, INDArray x) {
            // Not ND4J's logSoftmax: it takes the logarithm of a softmax that has underflowed to 0.
            INDArray shifted = z.subColumnVector(z.max(true, 1));
            INDArray normalizer = Transforms.log(Transforms.exp(shifted, true).sum(true, 1), false);
            return shifted.subiColumnVector(normalizer).muli(x).negi();
        }

        @Override
        INDArray gradient(INDArray z, INDArray x) {
            return Nd4j.nn().softmax(z.dup()).muliColumnVector(x.sum(true, 1)).subi(x);
        }
    };

    private final Activation activation;

    OutputKind(Activation activation) {
        this.activation = activation;
    }

    /** DL4J's activation of this kind. */
    public IActivation activation() {
        return activation.getActivationFunction();
    }

    abstract INDArray loss(INDArray z, INDArray x);

    abstract INDArray gradient(INDArray z, INDArray x);

    private static INDArray halfSquare(INDArray difference) {
        return difference.muli(difference).muli(0.5);
    }
}
