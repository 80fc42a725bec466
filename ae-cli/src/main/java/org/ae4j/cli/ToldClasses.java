package org.ae4j.cli;

import org.ae4j.Suggestion;
import org.ae4j.data.Samples;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Knowledge;

/** What class-conditional models must be told on the command line. */
final class ToldClasses {
    private ToldClasses() {}

    /** Whether a model must be told each row's class. */
    static boolean areNeeded(AutoencoderSpec spec) {
        return spec.knowledge().conditional();
    }

    /** The same rows, refused if their classes must be told and are not. */
    static Samples require(AutoencoderSpec spec, Samples rows) {
        if (areNeeded(spec) && rows.rows() > 0 && !rows.isLabelled()) {
            throw new WrongInput(
                    ("the model is class-conditional and must be told each row's class, one of %s, but %s has no labels;"
                                    + " name them by --label-column (CSV) or --labels (IDX)")
                            .formatted(listed(spec), rows.source()));
        }
        return rows;
    }

    /** Refuses a class that is missing, unknown, or of no use. */
    static void check(AutoencoderSpec spec, String name) {
        Knowledge knowledge = spec.knowledge();
        if (name == null && areNeeded(spec)) {
            throw new WrongInput(
                    "the model is class-conditional and decodes codes as one class; name it by --class, one" + " of "
                            + listed(spec));
        }
        if (name != null && !areNeeded(spec)) {
            throw new WrongInput("--class needs a class-conditional model, and this one is none; leave it out");
        }
        if (name != null && !knowledge.classes().contains(name)) {
            throw new WrongInput(
                    "the model knows no class '" + name + "'" + Suggestion.forUnknown(name, knowledge.classes()));
        }
    }

    private static String listed(AutoencoderSpec spec) {
        return String.join(", ", spec.knowledge().classes());
    }
}
