package org.ae4j.benchmarks;

/** What an engine has to offer to be measured. */
public interface Peer {
    /**
     * Training of a network from {@link Weights#of}: mean squared error, Adam with rate 1e-3, β 0.9 and 0.999, ε 1e-8.
     *
     * @param batchSize rows of a step; fewer may come
     * @param threads that the engine may use
     */
    Training training(DenseNetwork network, int batchSize, int threads);

    /**
     * The same of a convolutional network.
     *
     * @param batchSize rows of a step; fewer may come
     * @param threads that the engine may use
     */
    default Training training(ConvolutionalNetwork network, int batchSize, int threads) {
        throw new UnsupportedOperationException("this engine has no convolutional layers here");
    }

    /**
     * The same of a network from {@link RecurrentWeights#of}.
     *
     * @param batchSize rows of a step; fewer may come
     * @param threads that the engine may use
     */
    default Training training(RecurrentNetwork network, int batchSize, int threads) {
        throw new UnsupportedOperationException("this engine has no recurrent layers here");
    }

    /**
     * The network's encoder with {@link Weights#of}.
     *
     * @param threads that the engine may use
     */
    Encoding encoding(DenseNetwork network, int batchSize, int threads);

    /**
     * The same of a convolutional network; the numbers of a code may come in any order.
     *
     * @param threads that the engine may use
     */
    default Encoding encoding(ConvolutionalNetwork network, int batchSize, int threads) {
        throw new UnsupportedOperationException("this engine has no convolutional layers here");
    }

    /**
     * The same of a recurrent network with {@link RecurrentWeights#of}.
     *
     * @param threads that the engine may use
     */
    default Encoding encoding(RecurrentNetwork network, int batchSize, int threads) {
        throw new UnsupportedOperationException("this engine has no recurrent layers here");
    }

    /**
     * The whole job, as a user of the engine would write it.
     *
     * @param rows {@code [rows, inputs]}
     * @return the mean squared error of the last epoch
     */
    default double job(Workload workload, float[][] rows, int threads) {
        try (Training training = training(workload.network(), workload.batchSize(), threads)) {
            return new Epochs(rows, workload.batchSize()).run(training, Workload.EPOCHS);
        }
    }
}
