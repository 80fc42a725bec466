package org.ae4j.objective;

import java.util.random.RandomGenerator;
import org.ae4j.compile.WeightBlock;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.layer.Step;
import org.nd4j.linalg.activations.Activation;

/**
 * Of an encoder of one layer, h = f(Wx + b): ‖∂h/∂x‖² = Σⱼ f′ⱼ² Σᵢ Wⱼᵢ² (Rifai et al. 2011, section 4). With f′ told by h
 * itself the gradient with respect to h is λ·∂f′²/∂h·Σᵢ Wⱼᵢ², and that with respect to the weights 2λ·Wⱼᵢ·Σ f′ⱼ² over the rows.
 */
final class ExactContraction implements Contraction {
    private final TrainableNetwork encoder;
    private final WeightBlock block;
    private final int columns;
    private final Activation activation;
    private final double weight;
    private final double[] weights;
    private final double[] gradients;
    private final double[] slopes;

    /**
     * Of an encoder.
     *
     * @param columns how many of the layer's inputs count
     * @param activation SIGMOID, TANH or IDENTITY
     * @param weight λ
     */
    ExactContraction(TrainableNetwork encoder, WeightBlock block, int columns, Activation activation, double weight) {
        this.encoder = encoder;
        this.block = block;
        this.columns = columns;
        this.activation = activation;
        this.weight = weight;
        this.weights = new double[block.length()];
        this.gradients = new double[block.length()];
        this.slopes = new double[block.outputs()];
    }

    /** Whether f′ follows from f as needed here. */
    static boolean knows(Activation activation) {
        return activation == Activation.SIGMOID || activation == Activation.TANH || activation == Activation.IDENTITY;
    }

    @Override
    public int copies() {
        return 1;
    }

    @Override
    public void extend(float[] input, int rows, int width, int inputColumns, RandomGenerator random) {
        // the rows themselves are enough
    }

    @Override
    public double add(double[] given, int rows, int size, double[] gradient) {
        encoder.readParameters(block.from(), block.length(), weights);
        double sum = 0;
        for (int j = 0; j < size; j++) {
            double norm = squaredNorm(j);
            slopes[j] = 0;
            for (int at = j; at < rows * size; at += size) {
                double slope = slope(given[at]);
                slopes[j] += slope * slope;
                gradient[at] += weight * norm * slopeOfSquare(given[at]);
            }
            sum += weight * norm * slopes[j];
        }
        return sum;
    }

    @Override
    public void afterBackward(Step step, int rows) {
        encoder.readGradients(block.from(), block.length(), gradients);
        for (int j = 0; j < block.outputs(); j++) {
            for (int i = j * block.inputs(); i < j * block.inputs() + columns; i++) {
                gradients[i] += 2 * weight * slopes[j] * weights[i];
            }
        }
        encoder.writeGradients(block.from(), block.length(), gradients);
    }

    private double squaredNorm(int unit) {
        double sum = 0;
        for (int i = unit * block.inputs(); i < unit * block.inputs() + columns; i++) {
            sum += weights[i] * weights[i];
        }
        return sum;
    }

    /** f′ where f is h. */
    private double slope(double h) {
        return switch (activation) {
            case SIGMOID -> h * (1 - h);
            case TANH -> 1 - h * h;
            default -> 1;
        };
    }

    /** ∂f′²/∂h. */
    private double slopeOfSquare(double h) {
        return switch (activation) {
            case SIGMOID -> 2 * h * (1 - h) * (1 - 2 * h);
            case TANH -> -4 * h * (1 - h * h);
            default -> 0;
        };
    }
}
