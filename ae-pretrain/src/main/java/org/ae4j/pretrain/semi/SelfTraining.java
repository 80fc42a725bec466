package org.ae4j.pretrain.semi;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuned;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.RowWeights;
import org.ae4j.train.Schedule;
import org.ae4j.train.TrainingPlan;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Fine-tuning on rows without labels too: a teacher gives each its class, and an encoder with a head is trained on those
 * that are sure enough beside the labelled rows:
 * {@code SelfTraining.of(encoder.fineTune()).fit(labelled, unlabelled).model()}.
 *
 * @param tuning what is trained; without a plan of its own by {@link #defaultPlan}
 * @param teacher default {@link LabelPropagation#defaults} over the encoder's codes
 * @param leastConfidence of a row to learn from, 0..1, the probability of its class, default 0: all rows
 * @param byCertainty whether such a row counts by how sure its class is ({@link PropagatedLabels#certainty}), default true,
 *     or else as much as a labelled one
 * @param balanced whether every class counts the same in all, default true
 * @see <a href="https://arxiv.org/abs/1904.04717">Iscen et al. 2019, section 4</a>
 */
public record SelfTraining(
        FineTuning<Classifier> tuning, Teacher teacher, double leastConfidence, boolean byCertainty, boolean balanced) {
    /** Throws {@link InvalidSpecException} for a confidence outside of 0..1. */
    public SelfTraining {
        if (!(leastConfidence >= 0 && leastConfidence <= 1)) {
            throw new InvalidSpecException("the least confidence lies in 0..1, found " + leastConfidence);
        }
    }

    /** Self-training with its defaults. */
    public static SelfTraining of(FineTuning<Classifier> tuning) {
        Teacher teacher = Teacher.propagation(
                LabelPropagation.defaults(), rows -> tuning.encoder().encode(rows));
        return new SelfTraining(tuning, teacher, 0, true, true);
    }

    /** What suits many rows: 3 epochs, at least 1000 steps, of Adam in batches of 128 on a one-cycle rate up to 2e-3. */
    public static TrainingPlan defaultPlan() {
        return TrainingPlan.defaults()
                .epochs(3)
                .minSteps(1000)
                .batchSize(128)
                .updater(new Adam(2e-3))
                .schedule(Schedule.oneCycle());
    }

    /** Another network to train; the teacher stays. */
    public SelfTraining tuning(FineTuning<Classifier> newTuning) {
        return new SelfTraining(newTuning, teacher, leastConfidence, byCertainty, balanced);
    }

    public SelfTraining teacher(Teacher newTeacher) {
        return new SelfTraining(tuning, newTeacher, leastConfidence, byCertainty, balanced);
    }

    public SelfTraining leastConfidence(double confidence) {
        return new SelfTraining(tuning, teacher, confidence, byCertainty, balanced);
    }

    public SelfTraining byCertainty(boolean on) {
        return new SelfTraining(tuning, teacher, leastConfidence, on, balanced);
    }

    public SelfTraining balanced(boolean on) {
        return new SelfTraining(tuning, teacher, leastConfidence, byCertainty, on);
    }

    /** Trains all epochs; errors as of {@link #fit(Samples, Samples, Samples)}. */
    public SelfTrained fit(Samples labelled, Samples unlabelled) {
        return fit(labelled, unlabelled, labelled.select());
    }

    /**
     * Lets the teacher label rows, and trains on them and on those that have labels.
     *
     * @param labelled raw rows of at least 2 classes
     * @param unlabelled raw rows with the same columns, at least 1; labels that they have are not looked at
     * @param validation raw labelled rows for plans with patience; may be none
     * @throws IncompatibleDataException if there is no row without a label, columns are not those of the encoder, or the
     *     teacher or {@link FineTuning#fit(Samples, Samples)} refuse the rows
     */
    public SelfTrained fit(Samples labelled, Samples unlabelled, Samples validation) {
        if (unlabelled.rows() == 0) {
            throw new IncompatibleDataException(
                    "self-training needs at least 1 row without a label, " + unlabelled.source() + " has none");
        }
        var schema = tuning.encoder().spec().schema();
        Samples known = labelled.conformTo(schema);
        Samples others = unlabelled.withoutLabels().conformTo(schema);
        PropagatedLabels inferred = teacher.teach(known, others);
        int[] sure = sure(inferred);
        List<String> names = inferred.predict();
        Samples taught = others.select(sure)
                .labels(
                        known.labelName().orElseThrow(),
                        IntStream.of(sure).mapToObj(names::get).toList());
        float[] weights = normalized(known.append(taught), weights(known.rows(), sure, inferred));
        RowWeights counted = RowWeights.of(weights).origin(origin(known, sure.length, others));
        FineTuned<Classifier> tuned = planned().fit(known.append(taught), counted, validation);
        return new SelfTrained(tuned.model(), tuned.history(), sure.length);
    }

    /** What the model's file says of its rows. */
    private String origin(Samples known, int taught, Samples others) {
        return "self-training: %d labelled rows, labels inferred for %d of %d; leastConfidence %s, byCertainty %s,"
                        .formatted(known.rows(), taught, others.rows(), leastConfidence, byCertainty)
                + " balanced %s, teacher ".formatted(balanced)
                + teacher.describe();
    }

    /** The numbers of the rows to learn from. */
    private int[] sure(PropagatedLabels inferred) {
        double[] confidence = inferred.confidence();
        double[] certainty = inferred.certainty();
        return IntStream.range(0, confidence.length)
                .filter(i -> confidence[i] >= leastConfidence && (!byCertainty || certainty[i] > 0))
                .toArray();
    }

    /** 1 for so many labelled rows, then what those to learn from count. */
    private float[] weights(int known, int[] sure, PropagatedLabels inferred) {
        double[] certainty = inferred.certainty();
        float[] weights = new float[known + sure.length];
        Arrays.fill(weights, 1);
        for (int i = 0; byCertainty && i < sure.length; i++) {
            weights[known + i] = (float) certainty[sure[i]];
        }
        return weights;
    }

    private FineTuning<Classifier> planned() {
        return tuning.ownPlan().isPresent() ? tuning : tuning.plan(defaultPlan());
    }

    /** Weights of 1 on average, the same in all for each class if {@link #balanced}. */
    float[] normalized(Samples rows, float[] weights) {
        List<String> classes = rows.classes();
        int[] places = IntStream.range(0, rows.rows())
                .map(i -> balanced ? classes.indexOf(rows.label(i)) : 0)
                .toArray();
        double[] sums = new double[balanced ? classes.size() : 1];
        for (int i = 0; i < weights.length; i++) {
            sums[places[i]] += weights[i];
        }
        float[] normalized = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            normalized[i] = (float) (weights[i] * weights.length / (sums.length * sums[places[i]]));
        }
        return normalized;
    }
}
