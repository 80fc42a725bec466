package org.ae4j.cli;

import java.util.List;
import org.ae4j.spec.Corruption;
import picocli.CommandLine.Option;

/** The corruption as a flag: one part or several, one after the other. */
final class CorruptionOption {
    private static final String FLAG = "--corruption";
    private static final List<String> KNOWN = List.of(
            "none",
            "masking:P",
            "gaussian:SIGMA",
            "salt-and-pepper:P",
            "patches:P:SIZE",
            "affine",
            "affine:SHIFT:ROTATION:SCALE:SHEAR");

    @Option(
            names = FLAG,
            split = ",",
            paramLabel = "NAME:X",
            description = "What training does to the scaled input and the network learns to undo, one or several by"
                    + " comma, in order: masking:P, salt-and-pepper:P, gaussian:SIGMA, patches:P:SIZE (only what they"
                    + " hide counts), for images affine:SHIFT:ROTATION:SCALE:SHEAR (most pixels, degrees, log of the"
                    + " factor, slope; affine alone is affine:3:15:0.12:0.15); or none."
                    + " Default: denoising and stacked-denoising gaussian:0.6, images masking:0.3;"
                    + " masked patches:0.5:4, tables patches:0.5:1 or, with categories, masking:0.5; else none.")
    private List<String> parts;

    /** The corruption with what the flag changes. */
    Corruption apply(Corruption base) {
        if (parts == null) {
            return base;
        }
        return of(FLAG, parts, KNOWN);
    }

    /**
     * A corruption of parts, one after the other.
     *
     * @param flag for messages
     * @param parts at least one
     * @param known the parts that may be chosen, as the help shows them
     */
    static Corruption of(String flag, List<String> parts, List<String> known) {
        if (parts.size() > 1 && parts.contains("none")) {
            throw new WrongInput(flag + " none stands alone, found '" + String.join(",", parts) + "'");
        }
        return parts.stream().map(part -> part(flag, part, known)).reduce(Corruption.none(), Corruption::then);
    }

    private static Corruption part(String flag, String text, List<String> known) {
        Choice choice = Choice.of(flag, text, known);
        return switch (choice.name()) {
            case "none" -> Corruption.none();
            case "masking" -> Corruption.masking(choice.number());
            case "gaussian" -> Corruption.gaussian(choice.number());
            case "salt-and-pepper" -> Corruption.saltAndPepper(choice.number());
            case "affine" -> affine(choice.numbers());
            default -> Corruption.patches(choice.number(), choice.whole(1, flag, "numbers along a side", text));
        };
    }

    private static Corruption affine(List<Double> most) {
        return most.isEmpty()
                ? Corruption.affine()
                : Corruption.affine(most.get(0), most.get(1), most.get(2), most.get(3));
    }
}
