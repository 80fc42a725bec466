package org.ae4j.engine;

import java.util.List;
import org.ae4j.engine.kernel.Device;
import org.ae4j.engine.kernel.FloatDevice;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.ProgramReader;
import org.ae4j.layer.OutputGroup;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One of several networks that are trained together, on the kernels of {@link CompiledEngine}. */
public final class CompiledNetwork implements TrainableNetwork {
    private final Program program;
    private final INDArray parameters;
    private final INDArray gradients;
    private final Memory parameterMemory;
    private final Memory gradientMemory;
    private final CompiledPhases phases;
    private final NetworkCalls calls;
    private int iteration;

    /**
     * A network with fresh weights, the same as DL4J's from the same configuration.
     *
     * @param configuration ends in a dense layer, in {@link org.ae4j.layer.GridToRows} or in
     *     {@link org.ae4j.layer.StepsToRows}; holds the seed of the weights
     * @param loss output groups that cover the last layer's pre-activations; empty for a network without a loss of its own
     * @param threads that share each phase
     * @throws org.ae4j.engine.program.UnsupportedNetworkException if the configuration holds something that the compiled
     *     engine does not know
     */
    public CompiledNetwork(MultiLayerConfiguration configuration, List<OutputGroup> loss, int threads) {
        this(configuration, loss, CompiledEngine.fresh(configuration), threads, FloatDevice.fastest());
    }

    /**
     * A network that goes on from given parameters.
     *
     * @param parameters in the order of DL4J's flat view, copied
     * @throws org.ae4j.engine.program.UnsupportedNetworkException as above
     */
    public CompiledNetwork(
            MultiLayerConfiguration configuration, List<OutputGroup> loss, float[] parameters, int threads) {
        this(configuration, loss, Nd4j.createFromArray(parameters), threads, FloatDevice.fastest());
    }

    /** Takes the parameters' memory over; numbers and device are of one precision. */
    CompiledNetwork(
            MultiLayerConfiguration configuration,
            List<OutputGroup> loss,
            INDArray parameters,
            int threads,
            Device device) {
        NetworkCalls.checkEnd(configuration, loss);
        this.program = ProgramReader.read(configuration);
        if (parameters.length() != program.parameters()) {
            throw new IllegalArgumentException(
                    "the network has %d parameters, found %d".formatted(program.parameters(), parameters.length()));
        }
        this.parameters = parameters.reshape(1, parameters.length());
        this.gradients = Nd4j.zeros(parameters.dataType(), 1, parameters.length());
        this.parameterMemory = device.wrap(this.parameters);
        this.gradientMemory = device.wrap(gradients);
        this.calls = new NetworkCalls(
                program.inputs(), program.outputs(), program.parameters(), !loss.isEmpty(), program.frozen() == 0);
        this.phases = new CompiledPhases(
                program,
                List.copyOf(loss),
                device,
                parameterMemory,
                gradientMemory,
                new UpdaterState(program, device, parameters.dataType()),
                threads);
    }

    @Override
    public String engine() {
        return CompiledEngine.NAME;
    }

    @Override
    public int inputs() {
        return program.inputs();
    }

    @Override
    public int outputs() {
        return program.outputs();
    }

    @Override
    public int parameterCount() {
        return calls.parameters();
    }

    @Override
    public void forward(float[] input, int rows, long seed) {
        calls.pass(input.length, rows, true);
        phases.forward(input, null, rows, Dl4jEngine.mixed(seed, 0));
    }

    @Override
    public void forward(double[] input, int rows, long seed) {
        calls.pass(input.length, rows, true);
        phases.forward(null, input, rows, Dl4jEngine.mixed(seed, 0));
    }

    @Override
    public void use(float[] input, int rows) {
        calls.pass(input.length, rows, false);
        phases.use(input, null, rows);
    }

    @Override
    public void use(double[] input, int rows) {
        calls.pass(input.length, rows, false);
        phases.use(null, input, rows);
    }

    @Override
    public void readOutput(double[] into) {
        calls.output(into.length);
        phases.readOutput(into);
    }

    @Override
    public double loss(float[] target, float[] weights, double factor) {
        calls.loss(target, weights);
        return phases.loss(target, weights, factor, calls.isTraining());
    }

    @Override
    public void outputGradient(double[] gradient) {
        calls.outputGradient(gradient.length);
        phases.outputGradient(gradient);
    }

    @Override
    public void addOutputGradient(double[] gradient) {
        calls.addOutputGradient(gradient.length);
        phases.addOutputGradient(gradient);
    }

    @Override
    public void backward() {
        calls.backward();
        phases.backward();
    }

    @Override
    public void readInputGradient(double[] into) {
        calls.inputGradient(into.length);
        phases.readInputGradient(into);
    }

    @Override
    public double update(int rows) {
        calls.update(rows);
        return phases.update(rows, iteration++);
    }

    @Override
    public boolean isPenalized() {
        return program.isPenalized();
    }

    @Override
    public void readParameters(int from, int count, double[] into) {
        calls.part(from, count, into.length);
        parameterMemory.read(from, into, 0, count);
    }

    @Override
    public void writeParameters(int from, int count, double[] values) {
        calls.part(from, count, values.length);
        parameterMemory.write(from, values, 0, count);
    }

    @Override
    public void readGradients(int from, int count, double[] into) {
        calls.part(from, count, into.length);
        gradientMemory.read(from, into, 0, count);
    }

    @Override
    public void writeGradients(int from, int count, double[] values) {
        calls.part(from, count, values.length);
        gradientMemory.write(from, values, 0, count);
    }

    @Override
    public float[] parameters() {
        calls.checkOpen();
        return parameters.toFloatVector();
    }

    @Override
    public double learningRate() {
        return UpdateRules.learningRate(program.segments(), iteration, phases.rateFactor());
    }

    @Override
    public void scaleLearningRate(double factor) {
        phases.scaleLearningRate(factor);
    }

    @Override
    public void close() {
        if (calls.close()) {
            phases.close();
            parameters.close();
            gradients.close();
        }
    }
}
