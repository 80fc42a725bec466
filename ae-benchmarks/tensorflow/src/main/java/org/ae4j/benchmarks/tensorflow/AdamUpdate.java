package org.ae4j.benchmarks.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** TensorFlow's own Adam, one operation a parameter. */
final class AdamUpdate {
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;

    private final Ops tf;
    private final Variables variables;

    AdamUpdate(Ops tf, Variables variables) {
        this.tf = tf;
        this.variables = variables;
    }

    /**
     * The operation that updates all parameters with gradients in their order. No parameter changes before all gradients
     * are there: some of them still need it.
     */
    Op of(List<Operand<TFloat32>> gradients) {
        Ops gated = tf.withControlDependencies(
                List.of(tf.withControlDependencies(List.copyOf(gradients)).noOp()));
        Operand<TFloat32> beta1 = tf.constant(BETA_1);
        Operand<TFloat32> beta2 = tf.constant(BETA_2);
        Variable<TFloat32> power1 = variables.variable(beta1, Shape.scalar());
        Variable<TFloat32> power2 = variables.variable(beta2, Shape.scalar());
        var updates = new ArrayList<Op>();
        List<Variable<TFloat32>> parameters = variables.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Variable<TFloat32> parameter = parameters.get(i);
            updates.add(gated.train.applyAdam(
                    parameter,
                    zeros(parameter.shape()),
                    zeros(parameter.shape()),
                    power1,
                    power2,
                    tf.constant(1e-3f),
                    beta1,
                    beta2,
                    tf.constant(1e-8f),
                    gradients.get(i)));
        }
        Ops after = tf.withControlDependencies(updates);
        return after.withControlDependencies(List.of(
                        after.assign(power1, after.math.mul(power1, beta1)),
                        after.assign(power2, after.math.mul(power2, beta2))))
                .noOp();
    }

    private Variable<TFloat32> zeros(Shape shape) {
        return variables.variable(tf.zeros(tf.constant(shape.asArray()), TFloat32.class), shape);
    }
}
