package org.ae4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.pretrain.compare.Effect;
import org.ae4j.pretrain.compare.Effects;
import org.ae4j.pretrain.compare.Experiment;
import org.ae4j.pretrain.compare.ForwardSelection;
import org.ae4j.pretrain.compare.ForwardSelection.Tried;
import org.ae4j.pretrain.compare.Measure;
import org.ae4j.pretrain.compare.Outcome;
import org.ae4j.pretrain.compare.Recipe;
import org.ae4j.pretrain.compare.Variant;

/**
 * Techniques and what is chosen of them.
 *
 * @param variations of the flags that were given
 * @param outer the rows: to train and choose on, and to judge on
 * @param common settings of all runs, such as fewer epochs; may be none
 */
record TechniqueStudy(Measure measure, Variations variations, Parts outer, List<Setting> common) {
    private static final double VALIDATION = 0.2;

    /** Less than a hundredth is not worth a flag. */
    private static final double LEAST_GAIN = 0.01;

    /** The same with a setting for all runs. */
    TechniqueStudy with(Setting setting) {
        return new TechniqueStudy(measure, variations, outer, List.of(setting));
    }

    /** What the flags make without any of the techniques. */
    Recipe baseline() {
        return variations.recipe(common);
    }

    /** These settings, named by themselves, with those of all runs. */
    Variant variant(List<Setting> settings) {
        return new Variant(Variations.name(settings), variations.recipe(all(settings)));
    }

    /** The flags of `ae train` for these settings. */
    List<String> flags(List<Setting> settings) {
        return variations.flags(all(settings));
    }

    /**
     * Rows of a seed to train on and, as the test part, to choose by: drawn by the seed, unless validation rows are named and
     * not needed to stop by.
     */
    Parts choosing(long seed) {
        Samples held = outer.validation();
        if (held.rows() > 0 && !stopsEarly()) {
            Samples none = outer.train().select();
            return new Parts(outer.train(), none, none, held);
        }
        Parts parts =
                outer.train().split(Split.train(1 - VALIDATION).test(VALIDATION).seed(seed));
        return new Parts(parts.train(), held, parts.calibration(), parts.test());
    }

    /** All rows to train on, in the seed's order, and the test rows. */
    Parts judging(long seed) {
        Parts parts = outer.train().split(Split.train(1).seed(seed));
        return new Parts(parts.train(), outer.validation(), parts.calibration(), outer.test());
    }

    /**
     * The alternatives that this specification can have, by technique and settings.
     *
     * @param refused is told of the others
     * @throws WrongInput if a source, which was asked for, is none
     */
    Map<Technique, Map<List<Setting>, Variant>> variants(List<Technique> techniques, Consumer<String> refused) {
        var tried = new LinkedHashMap<Technique, Map<List<Setting>, Variant>>();
        for (Technique technique : techniques) {
            var variants = new LinkedHashMap<List<Setting>, Variant>();
            for (List<Setting> settings : technique.alternatives()) {
                try {
                    variants.put(settings, variant(settings));
                } catch (WrongInput e) {
                    if (settings.get(0).key().equals(Variations.PRETRAINED)) {
                        throw e;
                    }
                    refused.accept(e.getMessage());
                }
            }
            tried.put(technique, variants);
        }
        return tried;
    }

    /** What helped by itself, combined as long as that helps; may be nothing. */
    List<Setting> select(Experiment experiment, Effects effects, Map<Technique, Map<List<Setting>, Variant>> variants) {
        var alone = new ArrayList<Tried<List<Setting>>>();
        variants.values()
                .forEach(some -> some.forEach((settings, variant) -> effects.of(variant.name())
                        .map(Effect::outcome)
                        .ifPresent(outcome -> alone.add(new Tried<>(settings, outcome)))));
        return new ForwardSelection(measure, LEAST_GAIN)
                .select(effects.baseline(), alone, several -> combined(experiment, several)).choice().stream()
                        .flatMap(List::stream)
                        .toList();
    }

    private Optional<Outcome> combined(Experiment experiment, List<List<Setting>> several) {
        List<Setting> settings = several.stream().flatMap(List::stream).toList();
        long keys = settings.stream().map(Setting::key).distinct().count();
        if (keys < settings.size()) {
            return Optional.empty(); // one of them has been chosen already
        }
        try {
            return Optional.of(experiment.outcome(baseline(), variant(settings)));
        } catch (WrongInput e) {
            return Optional.empty(); // they exclude each other
        }
    }

    private List<Setting> all(List<Setting> settings) {
        var all = new ArrayList<>(common);
        all.addAll(settings);
        return all;
    }

    private boolean stopsEarly() {
        return baseline().plan().needsValidation();
    }
}
