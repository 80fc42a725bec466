package org.ae4j.engine;

import java.util.Arrays;
import java.util.List;
import org.ae4j.compile.ParameterViews;
import org.ae4j.layer.LikelihoodLoss;
import org.ae4j.layer.OutputGroup;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One of several networks that are trained together, by DL4J's external errors: every layer, every backend, the reference. */
public final class Dl4jNetwork implements TrainableNetwork {
    private final MultiLayerNetwork network;
    private final ScaledRates rates;
    private final LikelihoodLoss loss; // null for none
    private final DataType type;
    private final int inputs;
    private final int outputs;
    private final Gradient gradient;
    private final NetworkCalls calls;
    private INDArray input;
    private INDArray output;
    private INDArray outputGradient;
    private INDArray inputGradient;
    private long seed;
    private boolean isSpent;

    /**
     * A network with fresh weights.
     *
     * @param configuration ends in a dense layer, in {@link org.ae4j.layer.GridToRows} or in
     *     {@link org.ae4j.layer.StepsToRows}; holds the seed of the weights
     * @param loss output groups that cover the last layer's pre-activations; empty for a network without a loss of its own
     * @param threads native threads
     */
    public Dl4jNetwork(MultiLayerConfiguration configuration, List<OutputGroup> loss, int threads) {
        this(configuration, loss, CompiledEngine.fresh(configuration), threads);
    }

    /**
     * A network that goes on from given parameters.
     *
     * @param parameters in the order of DL4J's flat view, copied
     */
    public Dl4jNetwork(MultiLayerConfiguration configuration, List<OutputGroup> loss, float[] parameters, int threads) {
        this(configuration, loss, Nd4j.createFromArray(parameters), threads);
    }

    private Dl4jNetwork(
            MultiLayerConfiguration configuration, List<OutputGroup> loss, INDArray parameters, int threads) {
        NetworkCalls.checkEnd(configuration, loss);
        Threads.use(threads);
        MultiLayerConfiguration own = configuration.clone();
        own.setTrainingWorkspaceMode(WorkspaceMode.NONE); // what a phase gives outlives it
        own.setInferenceWorkspaceMode(WorkspaceMode.NONE);
        this.type = own.getDataType();
        this.network = new MultiLayerNetwork(own);
        this.rates = new ScaledRates(network);
        network.init(parameters.castTo(type).reshape(1, parameters.length()), false);
        network.initGradientsView();
        this.loss = loss.isEmpty() ? null : new LikelihoodLoss(loss);
        this.inputs = RowWidths.inputs(own);
        this.outputs = RowWidths.outputs(own);
        this.gradient = byParameter(network);
        boolean isTrainedFromTheStart = !(network.getLayer(0) instanceof FrozenLayer);
        this.calls = new NetworkCalls(inputs, outputs, parameters.length(), !loss.isEmpty(), isTrainedFromTheStart);
    }

    /** The flat gradients as the updater wants them: those that are there, whether a backward gave them or not. */
    private static Gradient byParameter(MultiLayerNetwork network) {
        INDArray flat = network.getFlattenedGradients();
        var gradient = new DefaultGradient(flat);
        long from = 0;
        for (int i = 0; i < network.getnLayers(); i++) {
            var conf = network.getLayer(i).conf();
            long count = conf.getLayer().initializer().numParams(conf);
            if (count > 0) {
                int layer = i;
                ParameterViews.of(conf, part(flat, from, count))
                        .forEach((key, view) -> gradient.setGradientFor(layer + "_" + key, view));
                from += count;
            }
        }
        return gradient;
    }

    @Override
    public String engine() {
        return EngineChoice.DL4J.label();
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public int parameterCount() {
        return calls.parameters();
    }

    @Override
    public void forward(float[] rowsIn, int rows, long dropoutSeed) {
        calls.pass(rowsIn.length, rows, true);
        forward(array(rowsIn, inputs), dropoutSeed);
    }

    @Override
    public void forward(double[] rowsIn, int rows, long dropoutSeed) {
        calls.pass(rowsIn.length, rows, true);
        forward(array(rowsIn, inputs), dropoutSeed);
    }

    private void forward(INDArray in, long dropoutSeed) {
        input = in;
        seed = Dl4jEngine.mixed(dropoutSeed, 0);
        output = training();
        isSpent = false;
    }

    private INDArray training() {
        Nd4j.getRandom().setSeed(seed);
        SequenceMask.set(network, input);
        network.setInput(input);
        List<INDArray> activations = network.feedForward(true, false);
        return activations.get(activations.size() - 1);
    }

    @Override
    public void use(float[] rowsIn, int rows) {
        calls.pass(rowsIn.length, rows, false);
        use(array(rowsIn, inputs));
    }

    @Override
    public void use(double[] rowsIn, int rows) {
        calls.pass(rowsIn.length, rows, false);
        use(array(rowsIn, inputs));
    }

    private void use(INDArray in) {
        SequenceMask.set(network, in);
        output = network.output(in, false);
    }

    @Override
    public void readOutput(double[] into) {
        calls.output(into.length);
        copy(output, into);
    }

    @Override
    public double loss(float[] target, float[] weights, double factor) {
        calls.loss(target, weights);
        INDArray labels = array(target, outputs);
        INDArray mask = weights == null ? null : array(weights, outputs);
        if (calls.isTraining()) {
            outputGradient = loss.computeGradient(labels, output, null, mask).muli(factor);
        }
        return factor * loss.computeScore(labels, output, null, mask, false);
    }

    @Override
    public void outputGradient(double[] given) {
        calls.outputGradient(given.length);
        outputGradient = array(given, outputs);
    }

    @Override
    public void addOutputGradient(double[] given) {
        calls.addOutputGradient(given.length);
        outputGradient.addi(array(given, outputs));
    }

    @Override
    public void backward() {
        calls.backward();
        if (isSpent) {
            training(); // layers give up dropout masks and normalised values in a backward
        }
        isSpent = true;
        inputGradient = network.backpropGradient(outputGradient.dup(), null).getSecond();
    }

    @Override
    public void readInputGradient(double[] into) {
        calls.inputGradient(into.length);
        copy(inputGradient, into);
    }

    @Override
    public double update(int rows) {
        calls.update(rows);
        double penalty = network.calcRegularizationScore(true);
        INDArray gradients = network.getFlattenedGradients();
        var conf = network.getLayerWiseConfigurations();
        try (INDArray kept = gradients.dup()) { // the updater turns gradients into steps
            network.getUpdater()
                    .update(
                            network,
                            gradient,
                            conf.getIterationCount(),
                            conf.getEpochCount(),
                            rows,
                            LayerWorkspaceMgr.noWorkspaces());
            INDArray parameters = network.params();
            parameters.subi(gradients.reshape(parameters.shape()));
            gradients.assign(kept);
        }
        conf.setIterationCount(conf.getIterationCount() + 1);
        return penalty;
    }

    @Override
    public boolean isPenalized() {
        return Dl4jEngine.isPenalized(network);
    }

    @Override
    public void readParameters(int from, int count, double[] into) {
        calls.part(from, count, into.length);
        copy(part(network.params(), from, count), into);
    }

    @Override
    public void writeParameters(int from, int count, double[] values) {
        calls.part(from, count, values.length);
        part(network.params(), from, count).assign(row(values, count));
    }

    @Override
    public void readGradients(int from, int count, double[] into) {
        calls.part(from, count, into.length);
        copy(part(network.getFlattenedGradients(), from, count), into);
    }

    @Override
    public void writeGradients(int from, int count, double[] values) {
        calls.part(from, count, values.length);
        part(network.getFlattenedGradients(), from, count).assign(row(values, count));
    }

    @Override
    public float[] parameters() {
        calls.checkOpen();
        return network.params().toFloatVector();
    }

    @Override
    public double learningRate() {
        return Dl4jEngine.learningRate(network);
    }

    @Override
    public void scaleLearningRate(double factor) {
        rates.scale(factor);
    }

    @Override
    public void close() {
        if (calls.close()) {
            Dl4jEngine.close(network);
        }
    }

    private INDArray array(float[] values, int width) {
        return Dl4jEngine.array(Arrays.copyOf(values, calls.rows() * width), calls.rows())
                .castTo(type);
    }

    private INDArray array(double[] values, int width) {
        return row(values, calls.rows() * width).reshape(calls.rows(), width);
    }

    private INDArray row(double[] values, int count) {
        return Nd4j.create(Arrays.copyOf(values, count), new long[] {1, count}, 'c')
                .castTo(type);
    }

    private static INDArray part(INDArray flat, long from, long count) {
        return flat.reshape(1, flat.length()).get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + count));
    }

    private static void copy(INDArray from, double[] into) {
        double[] values = from.dup('c').data().asDouble();
        System.arraycopy(values, 0, into, 0, values.length);
    }
}
