package org.ae4j.spec;

import org.ae4j.InvalidSpecException;
import org.nd4j.linalg.activations.Activation;

/** Which of DL4J's activations hidden layers and codes may have. */
final class Activations {
    private Activations() {}

    /** Refuses what is missing, broken in DL4J 1.0.0-M2.1 or made for outputs. */
    static void check(Activation activation) {
        if (activation == null) {
            throw new InvalidSpecException("an activation is missing; choose one such as RELU, SWISH, TANH, IDENTITY");
        }
        if (activation == Activation.RRELU) {
            throw new InvalidSpecException("RRELU throws in DL4J 1.0.0-M2.1; use LEAKYRELU");
        }
        if (activation == Activation.SOFTMAX) {
            throw new InvalidSpecException("SOFTMAX belongs to categorical outputs; choose another hidden activation");
        }
    }
}
