package org.ae4j.benchmarks;

/** An autoencoder that is trained. */
public sealed interface Network permits DenseNetwork, ConvolutionalNetwork, RecurrentNetwork {
    /** How many numbers a row has. */
    int inputs();

    /** Floating-point operations of one row's training step, matrix products or what stands for them alone. */
    long trainingFlop();

    /** How many numbers the code of a row has. */
    int code();

    /** Floating-point operations of one row's way to its code, as {@link #trainingFlop}. */
    long encodingFlop();
}
