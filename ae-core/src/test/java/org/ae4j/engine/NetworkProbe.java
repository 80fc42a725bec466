package org.ae4j.engine;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.ae4j.engine.program.ProgramReader;
import org.ae4j.engine.program.Segment;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.nd4j.linalg.api.buffer.DataType;

/** What a network gives, in arrays of its own. */
record NetworkProbe(TrainableNetwork network, int rows) {
    private static final double STEP = 1e-6;

    double[] output() {
        double[] values = new double[rows * network.outputs()];
        network.readOutput(values);
        return values;
    }

    double[] inputGradient() {
        double[] values = new double[rows * network.inputs()];
        network.readInputGradient(values);
        return values;
    }

    double[] gradients() {
        double[] values = new double[network.parameterCount()];
        network.readGradients(0, values.length, values);
        return values;
    }

    double[] parameters() {
        double[] values = new double[network.parameterCount()];
        network.readParameters(0, values.length, values);
        return values;
    }

    /** Central differences of a function of the network with respect to its parameters. */
    double[] parameterSlopes(DoubleSupplier function) {
        double[] values = parameters();
        double[] slopes = new double[values.length];
        for (int i = 0; i < slopes.length; i++) {
            network.writeParameters(i, 1, new double[] {values[i] + STEP});
            double up = function.getAsDouble();
            network.writeParameters(i, 1, new double[] {values[i] - STEP});
            slopes[i] = (up - function.getAsDouble()) / (2 * STEP);
            network.writeParameters(i, 1, new double[] {values[i]});
        }
        return slopes;
    }

    /** Central differences of a function with respect to an array that it reads. */
    static double[] slopes(double[] point, DoubleSupplier function) {
        double[] slopes = new double[point.length];
        for (int i = 0; i < slopes.length; i++) {
            double value = point[i];
            point[i] = value + STEP;
            double up = function.getAsDouble();
            point[i] = value - STEP;
            slopes[i] = (up - function.getAsDouble()) / (2 * STEP);
            point[i] = value;
        }
        return slopes;
    }

    /** Zeroes what belongs to running statistics, whose gradients are none of the output. */
    static double[] withoutStatistics(NetworkCase network, double[] flat) {
        double[] rest = flat.clone();
        for (Segment segment :
                ProgramReader.read(network.configuration(DataType.FLOAT)).segments()) {
            for (long i = segment.from(); segment.isStatistic() && i < segment.to(); i++) {
                rest[(int) i] = 0;
            }
        }
        return rest;
    }

    /** Numbers between −1 and 1. */
    static double[] random(int count, long seed) {
        return new Random(seed).doubles(count, -1, 1).toArray();
    }

    /** Weights 0, 0.5 and 2 by chance, equal over the columns of a softmax. */
    static float[] weights(NetworkCase network, int rows) {
        var random = new Random(11);
        float[] choices = {0, 0.5f, 2};
        float[] weights = new float[rows * network.outputs()];
        for (int i = 0; i < rows; i++) {
            for (OutputGroup group : network.groups()) {
                float chosen = choices[random.nextInt(3)];
                for (int j = group.from(); j < group.to(); j++) {
                    chosen = group.kind() == OutputKind.SOFTMAX ? chosen : choices[random.nextInt(3)];
                    weights[i * network.outputs() + j] = chosen;
                }
            }
        }
        return weights;
    }

    static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** ‖a − b‖ / ‖b‖; 0 where both are 0. */
    static double distance(double[] a, double[] b) {
        double[] difference = a.clone();
        for (int i = 0; i < a.length; i++) {
            difference[i] -= b[i];
        }
        double away = Math.sqrt(dot(difference, difference));
        return away == 0 ? 0 : away / Math.sqrt(dot(b, b));
    }
}
