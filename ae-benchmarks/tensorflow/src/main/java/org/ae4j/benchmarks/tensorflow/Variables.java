package org.ae4j.benchmarks.tensorflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** The variables of a graph, and those of them that are trained. */
final class Variables {
    private final Ops tf;
    private final List<Variable<TFloat32>> parameters = new ArrayList<>();
    private final List<Op> initializers = new ArrayList<>();

    Variables(Ops tf) {
        this.tf = tf;
    }

    /** One that is trained. */
    Variable<TFloat32> parameter(Shape shape, float... values) {
        Variable<TFloat32> variable = variable(tf.constant(shape, DataBuffers.of(values)), shape);
        parameters.add(variable);
        return variable;
    }

    /** One that is trained and begins at one value throughout. */
    Variable<TFloat32> parameter(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return parameter(Shape.of(length), values);
    }

    /** A variable that begins at this value. */
    Variable<TFloat32> variable(Operand<TFloat32> value, Shape shape) {
        Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
        initializers.add(tf.assign(variable, value));
        return variable;
    }

    /** Those that are trained, in the order in which they were made. */
    List<Variable<TFloat32>> parameters() {
        return parameters;
    }

    /** What has to run before the first step. */
    List<Op> initializers() {
        return initializers;
    }
}
