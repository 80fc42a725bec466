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
    /** Training, a wide network. */
    E("E", Kind.TRAINING, DenseNetwork.of(2048, 1024, 256, 1024, 2048), 256),
    /** Training, sequences of 64 steps. */
    F("F", new RecurrentNetwork(64, 8, 64), 64),
    /** One call for the code of one row. */
    ENCODE_1("encode1", Kind.LATENCY, Networks.IMAGES, 1),
    /** Codes of many rows a call. */
    ENCODE_1024("encode1024", Kind.ENCODING, Networks.IMAGES, 1024),
    /** Five epochs over 10,000 rows, from the start of the process to its end. */
    JOB("job", Kind.JOB, Networks.IMAGES, 128);

    /** How a workload is measured. */
    public enum Kind {
        /** Training steps after warm-up. */
        TRAINING("rows/s", true),
        /** The same of a recurrent network. */
        SEQUENCES("rows/s", true),
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
    private final DenseNetwork network; // null for sequences
    private final RecurrentNetwork recurrent; // null but for sequences
    private final int batchSize;

    Workload(String title, Kind kind, DenseNetwork network, int batchSize) {
        this.title = title;
        this.kind = kind;
        this.network = network;
        this.recurrent = null;
        this.batchSize = batchSize;
    }

    Workload(String title, RecurrentNetwork recurrent, int batchSize) {
        this.title = title;
        this.kind = Kind.SEQUENCES;
        this.network = null;
        this.recurrent = recurrent;
        this.batchSize = batchSize;
    }

    /** As on the command line. */
    public String title() {
        return title;
    }

    public Kind kind() {
        return kind;
    }

    /** The whole autoencoder, also where only its encoder is measured; that of sequences is {@link #recurrent}. */
    public DenseNetwork network() {
        return network;
    }

    /** The autoencoder of {@link Kind#SEQUENCES}. */
    public RecurrentNetwork recurrent() {
        return recurrent;
    }

    /** How many numbers a row has. */
    public int inputs() {
        return kind == Kind.SEQUENCES ? recurrent.inputs() : network.inputs();
    }

    /** Rows of one step or call. */
    public int batchSize() {
        return batchSize;
    }

    /** Floating-point operations of matrix products a second, from a measured value. */
    public double flopPerSecond(double value) {
        return switch (kind) {
            case TRAINING -> value * network.trainingFlop();
            case SEQUENCES -> value * recurrent.trainingFlop();
            case ENCODING -> value * network.encoder().forwardFlop();
            case LATENCY -> network.encoder().forwardFlop() / (value * 1e-6);
            case JOB -> (double) ROWS * EPOCHS * network.trainingFlop() / value;
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
    }
}
