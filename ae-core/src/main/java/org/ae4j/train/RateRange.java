package org.ae4j.train;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.spec.AutoencoderSpec;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A learning-rate range test: a short training whose rate grows from {@value #FROM} to {@value #TO} by the same factor each
 * step. The loss falls while rates are useful and rises, or diverges, beyond.
 *
 * @param rates of the steps, growing
 * @param losses of the batches before the steps, smoothed over some ten steps
 * @see <a href="https://arxiv.org/abs/1506.01186">Smith 2017, section 3.3</a>
 */
public record RateRange(List<Double> rates, List<Double> losses) {
    private static final double FROM = 1e-6;
    private static final double TO = 10;
    private static final int STEPS = 200;
    private static final double SMOOTHING = 0.9;
    private static final MathContext DIGITS = new MathContext(2);

    public RateRange {
        rates = List.copyOf(rates);
        losses = List.copyOf(losses);
    }

    /**
     * Runs the test, at least {@value #STEPS} steps from the plan's seed.
     *
     * @param plan whose batch size, updater, clipping, seed, threads and engine count
     * @throws InvalidSpecException if the updater has no learning rate
     * @throws org.ae4j.IncompatibleDataException if rows do not fit the specification
     */
    public static RateRange test(AutoencoderSpec spec, TrainingPlan plan, Samples train) {
        IUpdater updater = plan.updater();
        if (!updater.hasLearningRate()) {
            throw new InvalidSpecException(
                    updater.getClass().getSimpleName() + " has no learning rate to test a range of; choose another");
        }
        updater.setLrAndSchedule(FROM, null);
        int stepsPerEpoch = (train.rows() + plan.batchSize() - 1) / plan.batchSize();
        int epochs = (STEPS + stepsPerEpoch - 1) / stepsPerEpoch;
        double perEpoch = Math.pow(TO / FROM, 1.0 / epochs);
        TrainingPlan growing = plan.epochs(epochs)
                .schedule(Schedule.constant())
                .updater(updater)
                .schedule(Schedule.exponential(perEpoch))
                .patience(0)
                .restarts(1)
                .pretraining(0)
                .referenceCodes(0);
        var rates = new ArrayList<Double>();
        var losses = new ArrayList<Double>();
        TrainingListener watch = new TrainingListener() {
            private double mean;

            @Override
            public void onStep(int epoch, int step, double loss) {
                rates.add(FROM * Math.pow(perEpoch, rates.size() / (double) stepsPerEpoch));
                mean = SMOOTHING * mean + (1 - SMOOTHING) * loss;
                losses.add(mean / (1 - Math.pow(SMOOTHING, rates.size())));
            }
        };
        try {
            Trainer.of(spec, growing).quiet().listen(watch).fit(train).model().close();
        } catch (TrainingDivergedException e) {
            return finite(rates, losses); // beyond the rates that are useful
        }
        return finite(rates, losses);
    }

    /** The rate at which the smoothed loss was lowest. */
    public double lowest() {
        int best = 0;
        for (int i = 1; i < losses.size(); i++) {
            best = losses.get(i) < losses.get(best) ? i : best;
        }
        return rates.get(best);
    }

    /** A tenth of the rate of the lowest loss, to two digits, with a third and three times that. */
    public List<Double> around() {
        double rate = lowest() / 10;
        return DoubleStream.of(rate / 3, rate, rate * 3)
                .mapToObj(value -> new BigDecimal(value).round(DIGITS).doubleValue())
                .toList();
    }

    private static RateRange finite(List<Double> rates, List<Double> losses) {
        int end = (int) losses.stream().takeWhile(Double::isFinite).count();
        if (end == 0) {
            throw new InvalidSpecException("the first step of a range test gave no finite loss; look at the rows");
        }
        return new RateRange(rates.subList(0, end), losses.subList(0, end));
    }
}
