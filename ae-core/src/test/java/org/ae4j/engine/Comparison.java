package org.ae4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.Set;
import org.ae4j.engine.program.Nonlinearity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One network on one device against DL4J's in double precision, at the same parameters. */
record Comparison(TestDevice device, NetworkCase network, int threads) {
    private static final Set<Nonlinearity> ROUNDED =
            EnumSet.of(Nonlinearity.LEAKYRELU, Nonlinearity.HARDSIGMOID, Nonlinearity.RATIONALTANH);

    /** One sum of roundings against another of the same size. */
    private static final double OWN_ROUNDING = 4;

    /** Gradients, the loss and the gradient of the input at the same point. */
    void assertGradientsAreDl4js(int rows) {
        float[] parameters = network.parameters();
        Batch batch = Kinks.batchFarFrom(network, parameters, rows);
        var dl4j = new Dl4jReference(network.configuration(DataType.DOUBLE), parameters);
        try (var engine = device.engine(network, parameters, threads)) {
            double loss = dl4j.backward(batch);
            assertThat(engine.backward(batch)).as("loss").isCloseTo(loss, within(precision() * Math.abs(loss)));
            assertThat(distance(engine.gradients(), dl4j.gradients()))
                    .as("gradients")
                    .isLessThan(Math.max(precision(), roundingOfGradients(parameters, batch, dl4j.gradients())));
            if (network.isFrozen()) {
                return;
            }
            INDArray inputGradient = Nd4j.createFromArray(engine.inputGradient(batch));
            INDArray expected = dl4j.inputGradient(batch).dup('c');
            assertThat(distance(inputGradient, expected))
                    .as("gradient of the input")
                    .isLessThan(Math.max(0x1p-23, Math.max(precision(), roundingOfInput(parameters, batch, expected))));
        }
    }

    /**
     * Where sums cancel, such as through normalisations of one column, no single precision comes as near as elsewhere:
     * there DL4J's own distance from its double precision is the measure, times what chance makes of it.
     */
    private double roundingOfGradients(float[] parameters, Batch batch, INDArray exact) {
        if (device.type() == DataType.DOUBLE) {
            return 0;
        }
        var single = new Dl4jReference(network.configuration(DataType.FLOAT), parameters);
        single.backward(batch);
        return OWN_ROUNDING * distance(single.gradients(), exact);
    }

    private double roundingOfInput(float[] parameters, Batch batch, INDArray exact) {
        if (device.type() == DataType.DOUBLE) {
            return 0;
        }
        var single = new Dl4jReference(network.configuration(DataType.FLOAT), parameters);
        return OWN_ROUNDING * distance(single.inputGradient(batch).dup('c'), exact);
    }

    /** Steps of the updater, both sides fed the same gradients from the same parameters. */
    void assertUpdatesAreDl4js(int steps) {
        float[] parameters = network.parameters();
        var dl4j = new Dl4jReference(network.configuration(DataType.DOUBLE), parameters);
        try (var engine = device.engine(network, parameters, threads)) {
            for (int step = 0; step < steps; step++) {
                Batch batch = network.batch(3 + step, step);
                dl4j.backward(batch);
                engine.gradients().assign(like(engine.gradients(), dl4j.gradients()));
                double penalty = dl4j.update(batch.rows());
                assertThat(engine.update(batch.rows()))
                        .as("penalty")
                        .isCloseTo(penalty, within(device.precision() * Math.max(1, penalty)));
                assertThat(distance(engine.params(), dl4j.network().params()))
                        .as("step %d", step)
                        .isLessThan(device.precision());
                engine.params().assign(like(engine.params(), dl4j.network().params()));
            }
        }
    }

    /**
     * Whole steps from the same start, each side on its own. Each step adds at most the distance that one step may have,
     * and hands on what there is by a factor near 1, as its change is small: so their number times that distance.
     */
    void assertStepsAreDl4js(int[] rows) {
        float[] parameters = network.parameters();
        var dl4j = new Dl4jReference(network.configuration(DataType.DOUBLE), parameters);
        try (var engine = device.engine(network, parameters, threads)) {
            for (int step = 0; step < rows.length; step++) {
                Batch batch = network.batch(rows[step], step);
                double score = dl4j.fit(batch);
                double allowed = (step + 1) * precision();
                assertThat(engine.step(batch)).as("loss of step %d", step).isCloseTo(score, within(allowed * score));
                assertThat(distance(engine.params(), dl4j.network().params()))
                        .as("step %d", step)
                        .isLessThan(allowed);
            }
        }
    }

    /** DL4J's library holds constants of some activations in single precision, whatever the numbers' own. */
    private double precision() {
        boolean rounded = network.activations().anyMatch(ROUNDED::contains);
        return rounded ? Math.max(device.precision(), 1e-6) : device.precision();
    }

    /** In the type and shape of another. */
    private static INDArray like(INDArray type, INDArray values) {
        return values.castTo(type.dataType()).reshape(type.shape());
    }

    /** ‖a − b‖ / ‖b‖ in double precision; 0 where both are 0. */
    static double distance(INDArray a, INDArray b) {
        INDArray reference = b.castTo(DataType.DOUBLE).reshape(b.length());
        INDArray difference = a.castTo(DataType.DOUBLE).reshape(a.length()).sub(reference);
        double away = difference.norm2Number().doubleValue();
        return away == 0 ? 0 : away / reference.norm2Number().doubleValue();
    }
}
