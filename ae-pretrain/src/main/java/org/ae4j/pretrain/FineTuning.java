package org.ae4j.pretrain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.file.Json;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Penalties;
import org.ae4j.train.PlanJson;
import org.ae4j.train.Schedule;
import org.ae4j.train.TrainingListener;
import org.ae4j.train.TrainingPlan;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A head on a pretrained encoder, both trained on labelled rows:
 * {@code encoder.fineTune().freeze(Freeze.firstBlocks(1)).fit(train).model()}. What is thawed keeps the encoder's dropout,
 * activations and penalties. The same seed gives the same weights.
 *
 * @param <M> the model that results
 * @param encoder where the weights come from; left as it is
 * @param pretrained whether they start from the encoder's, or else at random
 * @param head what learns from the labels, default softmax on the normalised code
 * @param recipe what is frozen, augmented and penalised
 * @param classWeights how much a row counts by its class, default the same
 * @param ownPlan empty for {@link #defaultPlan}
 * @param listeners watch the run
 */
public record FineTuning<M>(
        PretrainedEncoder encoder,
        boolean pretrained,
        Head<M> head,
        TuningRecipe recipe,
        ClassWeights classWeights,
        Optional<TrainingPlan> ownPlan,
        List<TrainingListener> listeners) {
    public FineTuning {
        listeners = List.copyOf(listeners);
    }

    /**
     * What suits few labels: 10 epochs, at least 1000 steps, of Adam in batches of 32 on a one-cycle rate up to 2e-3; where
     * the head alone is trained, whose steps are cheap, at least 2000 steps up to 1e-2.
     */
    public static TrainingPlan defaultPlan(Freeze freeze) {
        boolean headAlone = freeze.equals(Freeze.all());
        return TrainingPlan.defaults()
                .epochs(10)
                .minSteps(headAlone ? 2000 : 1000)
                .batchSize(32)
                .updater(new Adam(headAlone ? 1e-2 : 2e-3))
                .schedule(Schedule.oneCycle());
    }

    /** Fine-tuning of an encoder's copy with the defaults. */
    static FineTuning<Classifier> of(PretrainedEncoder encoder) {
        return new FineTuning<>(
                encoder,
                true,
                Head.softmax(),
                TuningRecipe.of(encoder.spec()),
                ClassWeights.none(),
                Optional.empty(),
                List.of());
    }

    /** The plan that was set, or else what suits {@link #freeze()}. */
    public TrainingPlan plan() {
        return ownPlan.orElseGet(() -> defaultPlan(freeze()));
    }

    /** What is left as it is. */
    public Freeze freeze() {
        return recipe.freeze();
    }

    /** Leaves so much of the encoder as it is. */
    public FineTuning<M> freeze(Freeze newFreeze) {
        return recipe(recipe.freeze(newFreeze));
    }

    /**
     * Distorts each training row anew in each epoch, drawn by the plan's seed; validation rows stay as they are. With frozen
     * blocks every batch passes them, where without augmentation all rows pass once.
     *
     * @param augmentation of scaled rows, one that leaves the label right: affine (of images), gaussian, masking, or one
     *     after the other
     * @throws InvalidSpecException for another kind, or for one that does not suit the encoder's rows
     */
    public FineTuning<M> augment(Corruption augmentation) {
        encoder.spec().corruption(augmentation); // is checked there
        return recipe(recipe.augment(augmentation));
    }

    /**
     * What the weights of all that is trained cost; the encoder's own penalties by default.
     *
     * @throws InvalidSpecException for a contractive penalty or a largest norm
     */
    public FineTuning<M> penalties(Penalties penalties) {
        return recipe(recipe.penalties(penalties));
    }

    /** Gives each block of the encoder a learning rate of its own; the plan's by default. */
    public FineTuning<M> rates(BlockRates rates) {
        return recipe(recipe.rates(rates));
    }

    /** Thaws blocks one after the other, or all after the head has learnt by itself; all at once by default. */
    public FineTuning<M> unfreezing(Unfreezing unfreezing) {
        return recipe(recipe.unfreezing(unfreezing));
    }

    public <N> FineTuning<N> head(Head<N> newHead) {
        return new FineTuning<>(encoder, pretrained, newHead, recipe, classWeights, ownPlan, listeners);
    }

    public FineTuning<M> classWeights(ClassWeights newWeights) {
        return new FineTuning<>(encoder, pretrained, head, recipe, newWeights, ownPlan, listeners);
    }

    public FineTuning<M> plan(TrainingPlan newPlan) {
        return new FineTuning<>(encoder, pretrained, head, recipe, classWeights, Optional.of(newPlan), listeners);
    }

    /** Adds a listener. */
    public FineTuning<M> listen(TrainingListener listener) {
        var all = new ArrayList<>(listeners);
        all.add(listener);
        return new FineTuning<>(encoder, pretrained, head, recipe, classWeights, ownPlan, all);
    }

    /**
     * The same architecture, scaling, head, augmentation, penalties and plan from random weights, nothing frozen and one
     * rate for all: what pretraining is measured against.
     */
    public FineTuning<M> fromScratch() {
        return new FineTuning<>(encoder, false, head, recipe.fromScratch(), classWeights, ownPlan, listeners);
    }

    /**
     * Trained as a model was: its recipe, class weights, plan and what its head consists of. On its rows, with its weights
     * of rows if it had any, this encoder and this kind of head it gives the same model.
     *
     * @throws InvalidSpecException if the model's file does not say how it was trained, as files of old do not
     */
    public FineTuning<M> like(TunedModel model) {
        TuningRecord record = model.tuning()
                .orElseThrow(() ->
                        new InvalidSpecException("the model does not say how it was trained, as its file was written"
                                + " before files did; train it anew"));
        TrainingPlan itsPlan = PlanJson.read(Json.parse(model.provenance().plan(), "plan"));
        return new FineTuning<>(
                encoder,
                record.pretrained(),
                head.with(model.network().head()),
                record.recipe(),
                record.classWeights(),
                Optional.of(itsPlan),
                listeners);
    }

    private FineTuning<M> recipe(TuningRecipe newRecipe) {
        return new FineTuning<>(encoder, pretrained, head, newRecipe, classWeights, ownPlan, listeners);
    }

    /**
     * Trains all epochs and keeps the last weights.
     *
     * @throws InvalidSpecException if the plan has patience, which needs validation rows, or there are fewer blocks than
     *     are to be frozen
     * @throws IncompatibleDataException as {@link #fit(Samples, Samples)} does
     * @throws org.ae4j.train.TrainingDivergedException if the loss becomes NaN or infinite
     */
    public FineTuned<M> fit(Samples train) {
        return fit(train, train.select());
    }

    /**
     * Trains and measures the validation loss after each epoch; with patience it stops early and keeps the best weights,
     * without it trains all epochs and keeps the last.
     *
     * @param train raw labelled rows, at least 2
     * @param validation raw labelled rows that training never sees; none is allowed without patience
     * @throws InvalidSpecException if the plan has patience and there are no validation rows, or there are fewer blocks
     *     than are to be frozen
     * @throws IncompatibleDataException if rows do not fit the encoder, labels are missing, all rows are of one
     *     class or validation rows of one unknown in training, for a binary head there are more than two, or for a
     *     regression head labels are no numbers or all the same
     * @throws org.ae4j.train.TrainingDivergedException if the loss becomes NaN or infinite
     */
    public FineTuned<M> fit(Samples train, Samples validation) {
        return new FineTuningRun<>(this).run(train, Optional.empty(), validation);
    }

    /**
     * What {@link #fit(Samples, Samples)} does, each training row counting by its own weight too.
     *
     * @param rowWeights one a training row: a factor on its loss, finite and at least 0; 1 on average leaves the plan's rate
     *     what it is
     * @throws IncompatibleDataException also if there are more or fewer weights than rows, or one is out of range
     */
    public FineTuned<M> fit(Samples train, float[] rowWeights, Samples validation) {
        return fit(train, RowWeights.of(rowWeights), validation);
    }

    /** What {@link #fit(Samples, float[], Samples)} does, with weights whose origin the model's file says. */
    public FineTuned<M> fit(Samples train, RowWeights rowWeights, Samples validation) {
        return new FineTuningRun<>(this).run(train, Optional.of(rowWeights), validation);
    }
}
