package org.ae4j.layer;

import java.util.Optional;
import org.ae4j.AutoencoderException;
import org.ae4j.InvalidSpecException;

/**
 * A code of several vectors, each replaced by the nearest of a codebook (van den Oord et al. 2017, section 3):
 * {@code [rows, vectors · dimensions] → [rows, vectors · dimensions]}. The gradient passes straight through, as if nothing
 * were replaced.
 *
 * <p>The loss is 0.25 ‖z − e‖² of what is given, z, and its replacement, e, summed over a row: it holds the encoder near the
 * codebook and moves the encoder alone (section 3.2, where its factor is called β).
 *
 * <p>The codebook starts from vectors of the first batch. In training it follows moving averages of the counts and sums of
 * what is assigned to each code, with decay 0.99 and Laplace smoothing 1e-5 (appendix A.1). A code that has come below a
 * tenth of a uniform share of the moving counts starts anew at a random vector of the batch (Dhariwal et al. 2020, section
 * 3.1; Łańcucki et al. 2020).
 */
public final class VectorQuantizedCode implements CodeFunction {
    private static final double COMMITMENT = 0.25;

    private final int vectors;
    private final int codes;
    private final int dimensions;
    private final Codebook codebook;
    private int numbers;
    private double[] apart = {};
    private int[] nearest = {};

    /**
     * A quantiser whose codebook comes from the first batch.
     *
     * @param vectors of a code, at least 1
     * @param codes in the codebook, at least 2
     * @param dimensions of a vector, at least 1
     * @throws InvalidSpecException if they are out of range
     */
    public VectorQuantizedCode(int vectors, int codes, int dimensions) {
        Require.that(vectors >= 1, "a quantised code needs at least 1 vector, found " + vectors);
        Require.that(codes >= 2, "a codebook needs at least 2 codes, found " + codes);
        Require.that(dimensions >= 1, "the vectors of a codebook need at least 1 dimension, found " + dimensions);
        this.vectors = vectors;
        this.codes = codes;
        this.dimensions = dimensions;
        codebook = new Codebook(codes, dimensions);
    }

    /**
     * A quantiser with this codebook, for use or further training.
     *
     * @param state finite, {@code [codes, dimensions]} row-major, as {@link #state} gives it
     * @throws InvalidSpecException if it is not
     */
    public VectorQuantizedCode(int vectors, int codes, int dimensions, float[] state) {
        this(vectors, codes, dimensions);
        Require.that(
                state.length == (long) codes * dimensions,
                "a codebook of %d codes with %d dimensions has %d numbers, found %d"
                        .formatted(codes, dimensions, codes * dimensions, state.length));
        for (int i = 0; i < state.length; i++) {
            if (!Float.isFinite(state[i])) {
                throw new InvalidSpecException("the numbers of a codebook are finite, found %s in code %d"
                        .formatted(state[i], i / dimensions));
            }
        }
        codebook.fill(state);
    }

    @Override
    public int inputs() {
        return vectors * dimensions;
    }

    @Override
    public int outputs() {
        return vectors * dimensions;
    }

    @Override
    public double forward(double[] given, int rows, double[] code, Step step) {
        int count = rows * vectors;
        numbers = count * dimensions;
        if (nearest.length < count) {
            nearest = new int[count];
            apart = new double[numbers];
        }
        if (!codebook.isFilled()) {
            codebook.fill(given, count, step.random());
        }
        codebook.findNearest(given, count, nearest);
        replace(nearest, count, code);
        double squares = 0;
        for (int i = 0; i < numbers; i++) {
            apart[i] = given[i] - code[i];
            squares += apart[i] * apart[i];
        }
        codebook.follow(given, count, nearest, step.random());
        return COMMITMENT * squares;
    }

    private void replace(int[] by, int count, double[] code) {
        for (int v = 0; v < count; v++) {
            for (int d = 0; d < dimensions; d++) {
                code[v * dimensions + d] = codebook.value(by[v], d);
            }
        }
    }

    @Override
    public Optional<LossPart> part() {
        return Optional.of(LossPart.COMMITMENT);
    }

    @Override
    public void backward(double[] codeGradient, double[] givenGradient) {
        for (int i = 0; i < numbers; i++) {
            givenGradient[i] = codeGradient[i] + 2 * COMMITMENT * apart[i];
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws AutoencoderException if there is no codebook yet
     */
    @Override
    public void use(double[] given, int rows, double[] code) {
        replace(indices(given, rows), rows * vectors, code);
    }

    /**
     * Which code replaces each vector, from 0: {@code [rows, vectors · dimensions] → [rows, vectors]}. Safe for many threads
     * while nothing trains.
     *
     * @throws AutoencoderException if there is no codebook yet
     */
    public int[] indices(double[] given, int rows) {
        if (!codebook.isFilled()) {
            throw new AutoencoderException("the codebook is empty before the first training step;"
                    + " train the quantiser first or make it from a codebook");
        }
        int[] indices = new int[rows * vectors];
        codebook.findNearest(given, indices.length, indices);
        return indices;
    }

    /**
     * How many codes are in use: e to the entropy of how often each was used, over about the last 100 training steps; the
     * number of codes where all are used alike, 1 where the code has collapsed; NaN before the first step.
     */
    public double perplexity() {
        return codebook.perplexity();
    }

    /** The codebook, {@code [codes, dimensions]} row-major; empty before the first training step. */
    @Override
    public float[] state() {
        return codebook.isFilled() ? codebook.vectors() : new float[0];
    }

    @Override
    public String text() {
        var text = new StringBuilder("vectorQuantized " + vectors + " " + codes + " " + dimensions);
        for (float value : state()) {
            text.append(' ').append(value);
        }
        return text.toString();
    }
}
