package org.ae4j.benchmarks;

import java.util.stream.IntStream;

/** A process that measures one workload on one engine and prints one line of JSON, the last one of its output. */
public final class Worker {
    /** After so many steps the engines' losses are compared. */
    public static final int CHECKED_STEPS = 50;

    private final Workload workload;
    private final int threads;
    private final double warmUp;
    private final double measured;
    private double firstLoss;
    private Double learnt;
    private double lastLoss;
    private float[] last; // a field, so that no call can be left out

    private Worker(Workload workload, int threads, double warmUp, double measured) {
        this.workload = workload;
        this.threads = threads;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    /**
     * Measures and prints.
     *
     * @param arguments title of the workload, threads, seconds of warm-up, seconds of measuring
     */
    public static void run(Peer peer, String... arguments) {
        var worker = new Worker(
                Workload.titled(arguments[0]).orElseThrow(),
                Integer.parseInt(arguments[1]),
                Double.parseDouble(arguments[2]),
                Double.parseDouble(arguments[3]));
        System.out.println(worker.measure(peer).json());
    }

    private Measurement measure(Peer peer) {
        return switch (workload.kind()) {
            case TRAINING -> training(peer);
            case ENCODING, LATENCY -> encoding(peer);
            case JOB -> job(peer);
        };
    }

    private Measurement training(Peer peer) {
        RowBatch[] batches = SyntheticRows.batches(workload);
        try (Training training = trainingOf(peer)) {
            Rate.Repeated step = count -> note(count, training.step(batches[(int) (count % batches.length)]));
            long steps = Rate.warmUp(step, warmUp);
            double rate = Rate.perSecond(step, steps, measured) * workload.batchSize();
            return new Measurement(rate, steps, firstLoss, learnt, lastLoss, PeakMemory.bytes());
        }
    }

    private Training trainingOf(Peer peer) {
        if (workload.trained() instanceof ConvolutionalNetwork convolutional) {
            return peer.training(convolutional, workload.batchSize(), threads);
        }
        if (workload.trained() instanceof RecurrentNetwork recurrent) {
            return peer.training(recurrent, workload.batchSize(), threads);
        }
        return peer.training(workload.network(), workload.batchSize(), threads);
    }

    private void note(long count, double loss) {
        if (count == 0) {
            firstLoss = loss;
        } else if (count == CHECKED_STEPS) {
            learnt = firstLoss - loss;
        }
        lastLoss = loss;
    }

    private Measurement encoding(Peer peer) {
        RowBatch[] batches = SyntheticRows.batches(workload);
        try (Encoding encoding = encodingOf(peer)) {
            double check = codeSum(encoding.encode(batches[0]));
            Rate.Repeated call = count -> last = encoding.encode(batches[(int) (count % batches.length)]);
            long calls = Rate.warmUp(call, warmUp);
            double value = workload.kind() == Workload.Kind.LATENCY
                    ? Rate.medianMicroseconds(call, calls, measured)
                    : Rate.perSecond(call, calls, measured) * workload.batchSize();
            return new Measurement(value, calls, check, null, null, PeakMemory.bytes());
        }
    }

    private Encoding encodingOf(Peer peer) {
        if (workload.trained() instanceof ConvolutionalNetwork convolutional) {
            return peer.encoding(convolutional, workload.batchSize(), threads);
        }
        if (workload.trained() instanceof RecurrentNetwork recurrent) {
            return peer.encoding(recurrent, workload.batchSize(), threads);
        }
        return peer.encoding(workload.network(), workload.batchSize(), threads);
    }

    private double codeSum(float[] codes) {
        int code = workload.trained().code();
        return IntStream.range(codes.length - code, codes.length)
                .mapToDouble(i -> codes[i])
                .sum();
    }

    private Measurement job(Peer peer) {
        float[][] rows = SyntheticRows.rows(Workload.ROWS, workload.network().inputs());
        long start = System.nanoTime();
        double loss = peer.job(workload, rows, threads);
        double seconds = (System.nanoTime() - start) / 1e9; // the runner puts the whole process's time in its place
        return new Measurement(seconds, 0, null, null, loss, PeakMemory.bytes());
    }
}
