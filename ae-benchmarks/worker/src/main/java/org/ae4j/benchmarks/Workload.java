package org.ae4j.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is measured. A new one is a constant here; a new kind of network needs its place in each engine too. */
public enum Workload {
    /** Training, images of 28 × 28. */
    A128("A128", Kind.TRAINING, Networks.IMAGES, 128),
    /** The same in larger batches. */
    A512("A512", Kind.TRAINING, Networks.IMAGES, 512),
    /** Training, a small table. */
    C("C", Kind.TRAINING, DenseNetwork.of(10, 64, 32, 32, 64, 10), 32),
    /** Training, a convolutional network on images of 28 × 28. */
    D("D", Kind.TRAINING, Networks.CONVOLUTIONAL, 128),
    /** The same with batch normalisation. */
    DN("DN", Kind.TRAINING, Networks.NORMALIZED, 128),
    /** Training, a wide network. */
    E("E", Kind.TRAINING, DenseNetwork.of(2048, 1024, 256, 1024, 2048), 256),
    /** Training, sequences of 64 steps. */
    F("F", Kind.TRAINING, Networks.RECURRENT, 64),
    /** One call for the code of one row. */
    ENCODE_1("encode1", Kind.LATENCY, Networks.IMAGES, 1),
    /** Codes of many rows a call. */
    ENCODE_1024("encode1024", Kind.ENCODING, Networks.IMAGES, 1024),
    /** Codes of many images a call, by convolutions. */
    ENCODE_D("encodeD", Kind.ENCODING, Networks.CONVOLUTIONAL, 1024),
    /** Codes of many sequences a call. */
    ENCODE_F("encodeF", Kind.ENCODING, Networks.RECURRENT, 1024),
    /** Five epochs over 10,000 rows, from the start of the process to its end. */
    JOB("job", Kind.JOB, Networks.IMAGES, 128);

    /** How a workload is measured. */
    public enum Kind {
        /** Training steps after warm-up. */
        TRAINING("rows/s", true),
        /** Forward passes of many rows after warm-up. */
        ENCODING("rows/s", true),
        /** The median call after warm-up. */
        LATENCY("µs", false),
        /** A whole process. */
        JOB("s", false);

        private final String unit;
        private final boolean higherIsBetter;

        Kind(String unit, boolean higherIsBetter) {
            this.unit = unit;
            this.higherIsBetter = higherIsBetter;
        }

        /** Of the measured value. */
        public String unit() {
            return unit;
        }

        /** False for times. */
        public boolean higherIsBetter() {
            return higherIsBetter;
        }
    }

    /** Rows of the whole job, and of the pool that the other workloads take their batches from. */
    public static final int ROWS = 10_000;

    /** Epochs of the whole job. */
    public static final int EPOCHS = 5;

    private final String title;
    private final Kind kind;
    private final Network trained;
    private final int batchSize;

    Workload(String title, Kind kind, Network trained, int batchSize) {
        this.title = title;
        this.kind = kind;
        this.trained = trained;
        this.batchSize = batchSize;
    }

    /** As on the command line. */
    public String title() {
        return title;
    }

    public Kind kind() {
        return kind;
    }

    /** The whole autoencoder, also where only its encoder is measured. */
    public Network trained() {
        return trained;
    }

    /**
     * The same, if it is dense.
     *
     * @throws IllegalStateException if it is not
     */
    public DenseNetwork network() {
        if (trained instanceof DenseNetwork dense) {
            return dense;
        }
        throw new IllegalStateException(title + " has no dense network");
    }

    /** Rows of one step or call. */
    public int batchSize() {
        return batchSize;
    }

    /** Floating-point operations of matrix products a second, from a measured value. */
    public double flopPerSecond(double value) {
        return switch (kind) {
            case TRAINING -> value * trained.trainingFlop();
            case ENCODING -> value * trained.encodingFlop();
            case LATENCY -> trained.encodingFlop() / (value * 1e-6);
            case JOB -> (double) ROWS * EPOCHS * network().trainingFlop() / value;
        };
    }

    /** All titles. */
    public static List<String> titles() {
        return Arrays.stream(values()).map(Workload::title).toList();
    }

    /** The workload of this title. */
    public static Optional<Workload> titled(String title) {
        return Arrays.stream(values())
                .filter(workload -> workload.title.equals(title))
                .findFirst();
    }

    private static final class Networks {
        static final DenseNetwork IMAGES = DenseNetwork.of(784, 256, 64, 256, 784);
        static final ConvolutionalNetwork CONVOLUTIONAL = new ConvolutionalNetwork(28, List.of(16, 32), false);
        static final RecurrentNetwork RECURRENT = new RecurrentNetwork(64, 8, 64);
        static final ConvolutionalNetwork NORMALIZED = new ConvolutionalNetwork(28, List.of(16, 32), true);
    }
}
