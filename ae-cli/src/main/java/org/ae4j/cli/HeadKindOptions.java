package org.ae4j.cli;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import org.ae4j.data.Parts;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.CodeDistance;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.Head;
import org.ae4j.pretrain.NeighbourClassifier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a head learns from labels, and the flags of those that are not softmax. */
final class HeadKindOptions {
    /** Flags of a plan that fix the rows to hold out, too. */
    private static final Set<String> SEEDS = Set.of("--seed");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--head-kind",
            paramLabel = "KIND",
            defaultValue = "softmax",
            description = "What the head learns: softmax, one of several classes; binary, one of two; multi-label, any"
                    + " number of labels a row, written a|b; regression, a number; neighbours, nothing: the nearest codes"
                    + " vote. Default: ${DEFAULT-VALUE}.")
    private String kind;

    @Option(
            names = "--positive",
            paramLabel = "NAME",
            description = "Of --head-kind binary: the class whose probability is learnt. Default: the second.")
    private String positive;

    @Option(
            names = "--neighbours",
            paramLabel = "N",
            description =
                    "Of --head-kind neighbours: how many vote. Default: what names most training rows rightly by the"
                            + " others, of 1, 3, 5, 9, 15 and 25.")
    private Integer neighbours;

    @Option(
            names = "--distance",
            paramLabel = "euclidean|cosine",
            description = "Of --head-kind neighbours: how far codes are apart. Default: euclidean.")
    private CodeDistance distance;

    boolean isSoftmax() {
        return kind.equals("softmax");
    }

    /** Refuses a kind that there is not, and options that mean nothing to the one that is chosen. */
    void check(LabelOptions labels, StudyOptions study, PageOptions page) {
        Choice.of("--head-kind", kind, List.of("softmax", "binary", "multi-label", "regression", "neighbours"));
        belongs("--positive", positive, "binary");
        belongs("--neighbours", neighbours, "neighbours");
        belongs("--distance", distance, "neighbours");
        if (page.isAsked()) {
            belongs("--report", true, "softmax");
        }
        if (study.areAsked()) {
            belongs("--label-efficiency", true, "softmax");
        }
        if (labels.areInferred()) {
            belongs("--unlabelled", true, "softmax");
        }
        if (labels.arePerClass() && (kind.equals("regression") || kind.equals("multi-label"))) {
            throw new WrongInput(
                    "--labels-per-class draws rows of each class, and --head-kind " + kind + " has none; leave it out");
        }
        if (kind.equals("neighbours")) {
            refuseTraining();
        }
    }

    private void belongs(String flag, Object value, String needed) {
        if (value != null && !kind.equals(needed)) {
            throw new WrongInput("%s belongs to --head-kind %s, found %s; leave it out, or choose that"
                    .formatted(flag, needed, kind));
        }
    }

    private void refuseTraining() {
        for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
            boolean trains = option.userObject() instanceof Field field
                    && (field.getDeclaringClass() == TuningOptions.class
                            || field.getDeclaringClass() == PlanOptions.class
                            || field.getDeclaringClass() == UpdaterOption.class
                            || field.getDeclaringClass() == ScheduleOption.class);
            if (trains && !SEEDS.contains(option.longestName())) {
                throw new WrongInput(option.longestName()
                        + " is about training, and --head-kind neighbours trains nothing; leave it out");
            }
        }
    }

    /** Trains, or keeps, what is no softmax head. */
    TunedPredictor fit(FineTuning<Classifier> tuning, TuningOptions layers, Parts parts) {
        return switch (kind) {
            case "binary" ->
                TunedPredictor.of(model(
                        tuning.head(layers.apply(positive == null ? Head.binary() : Head.binary(positive))), parts));
            case "multi-label" -> TunedPredictor.of(model(tuning.head(layers.apply(Head.multiLabel())), parts));
            case "regression" -> TunedPredictor.of(model(tuning.head(layers.apply(Head.regression())), parts));
            default -> TunedPredictor.of(nearest(tuning, parts));
        };
    }

    private static <M> M model(FineTuning<M> tuning, Parts parts) {
        return tuning.fit(parts.train(), parts.validation()).model();
    }

    private NeighbourClassifier nearest(FineTuning<Classifier> tuning, Parts parts) {
        CodeDistance chosen = distance == null ? CodeDistance.EUCLIDEAN : distance;
        return neighbours == null
                ? NeighbourClassifier.of(tuning.encoder(), parts.train(), chosen)
                : NeighbourClassifier.of(tuning.encoder(), parts.train(), chosen, neighbours);
    }
}
