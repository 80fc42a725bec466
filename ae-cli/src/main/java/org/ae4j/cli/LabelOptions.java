package org.ae4j.cli;

import java.util.stream.IntStream;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuned;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.semi.SelfTrained;
import org.ae4j.pretrain.semi.SelfTraining;
import org.ae4j.train.TrainingPlan;
import picocli.CommandLine.Option;

/** Which rows teach a classifier: those whose labels are known, and others. */
final class LabelOptions {
    private static final String REST = "rest";

    @Option(
            names = "--labels-per-class",
            paramLabel = "N",
            description = "Train on so many rows of each class, drawn by the seed. Default: on all.")
    private Integer labelsPerClass;

    @Option(
            names = "--unlabelled",
            paramLabel = "rest|D4",
            description = "Learn from rows without labels too: labels spread from the labelled rows over the encoder's"
                    + " codes, and the network is trained on all rows, those that are sure counting more. rest: the"
                    + " training rows beyond --labels-per-class, whose labels are not looked at; or others, read as"
                    + " --data is.")
    private String unlabelled;

    boolean areGiven() {
        return labelsPerClass != null || unlabelled != null;
    }

    boolean arePerClass() {
        return labelsPerClass != null;
    }

    boolean areInferred() {
        return unlabelled != null;
    }

    /** Refuses options that contradict each other. */
    void check() {
        if (REST.equals(unlabelled) && labelsPerClass == null) {
            throw new WrongInput("--unlabelled rest means the rows beyond --labels-per-class, which is missing");
        }
    }

    /** The plan where none of its flags is given. */
    TrainingPlan plan(TrainingPlan withLabelsAlone) {
        return unlabelled == null ? withLabelsAlone : SelfTraining.defaultPlan();
    }

    /** The parts with those rows to train on whose labels are known. */
    Parts known(Parts all, long seed) {
        Samples train = labelsPerClass == null ? all.train() : all.train().perLabel(labelsPerClass, seed);
        return new Parts(train, all.validation(), all.calibration(), all.test());
    }

    /**
     * The rows without labels; none where they are not named.
     *
     * @param train all rows to train on
     * @param source reads other data
     */
    Samples others(Samples train, long seed, DataSource source) {
        if (unlabelled == null) {
            return train.select();
        }
        if (!REST.equals(unlabelled)) {
            return source.read(unlabelled, null, train.schema());
        }
        boolean[] known = new boolean[train.rows()];
        IntStream.of(train.rowsPerLabel(labelsPerClass, seed)).forEach(row -> known[row] = true);
        return train.select(
                IntStream.range(0, known.length).filter(row -> !known[row]).toArray());
    }

    /** Trains on labelled rows, and on others where they are named. */
    FineTuned<Classifier> fit(FineTuning<Classifier> tuning, Parts parts, Samples others, Report report) {
        if (unlabelled == null) {
            return tuning.fit(parts.train(), parts.validation());
        }
        SelfTrained trained = SelfTraining.of(tuning).fit(parts.train(), others, parts.validation());
        report.say("learnt from %d of %s without labels too", trained.taught(), Figures.count(others.rows(), "row"));
        return new FineTuned<>(trained.model(), trained.history());
    }
}
