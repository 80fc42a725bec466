package org.ae4j.pretrain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Sha256;
import org.ae4j.data.Samples;

/** How much single training rows count: factors on their loss, and what they come from. */
public final class RowWeights {
    private final float[] factors;
    private final String origin;

    private RowWeights(float[] factors, String origin) {
        this.factors = factors;
        this.origin = origin;
    }

    /**
     * Weights of rows.
     *
     * @param factors one a training row, finite and at least 0, which is checked with the rows; 1 on average leaves the
     *     plan's rate what it is; copied
     */
    public static RowWeights of(float... factors) {
        return new RowWeights(factors.clone(), "");
    }

    /** The same with a text that the model's file says of them: how weights, and labels, came to be. */
    public RowWeights origin(String text) {
        return new RowWeights(factors, text);
    }

    /** What they come from; empty where nothing is said. */
    public String origin() {
        return origin;
    }

    /** Of the factors as 32-bit numbers, little-endian, in order. */
    public String sha256() {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * factors.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(factors);
        return Sha256.hex(bytes.array());
    }

    /** The factors, if there is one for each row and all are finite and at least 0; not copied. */
    float[] checked(Samples rows) {
        if (factors.length != rows.rows()) {
            throw new IncompatibleDataException(
                    "%s has %d rows but there are %d weights".formatted(rows.source(), rows.rows(), factors.length));
        }
        for (int i = 0; i < factors.length; i++) {
            if (!(factors[i] >= 0 && factors[i] < Float.POSITIVE_INFINITY)) {
                throw new IncompatibleDataException("%s: row %d has the weight %s, expected a finite one of at least 0"
                        .formatted(rows.source(), i, factors[i]));
            }
        }
        return factors;
    }
}
