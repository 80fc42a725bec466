package org.ae4j.spec;

import org.ae4j.InvalidSpecException;
import org.nd4j.linalg.activations.Activation;

/** The code layer. */
public sealed interface Bottleneck {
    /**
     * A linear code of this size: a ReLU there costs a quarter of the error.
     *
     * @throws InvalidSpecException if the size is below 1
     */
    static Plain plain(int size) {
        return new Plain(size, Activation.IDENTITY);
    }

    /** How many numbers a code has. */
    int size();

    /** The same bottleneck with a code of another size. */
    Bottleneck size(int newSize);

    /**
     * A deterministic code.
     *
     * @param size at least 1
     * @param activation of the code, default identity
     */
    record Plain(int size, Activation activation) implements Bottleneck {
        public Plain {
            if (size < 1) {
                throw new InvalidSpecException("a code needs at least 1 number, found " + size);
            }
            Activations.check(activation);
        }

        /** The same code with another activation. */
        public Plain activation(Activation newActivation) {
            return new Plain(size, newActivation);
        }

        @Override
        public Plain size(int newSize) {
            return new Plain(newSize, activation);
        }
    }
}
