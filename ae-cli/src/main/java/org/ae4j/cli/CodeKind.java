package org.ae4j.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.ae4j.spec.Bottleneck;

/** Kinds of codes by their names, and the preset that has each. */
enum CodeKind {
    PLAIN("plain", "dense", Bottleneck.Plain.class),
    SPARSE("sparse", "sparse", Bottleneck.Sparse.class),
    K_SPARSE("k-sparse", "k-sparse", Bottleneck.KSparse.class),
    VARIATIONAL("variational", "variational", Bottleneck.Variational.class),
    VECTOR_QUANTIZED("vector-quantized", "vector-quantized", Bottleneck.VectorQuantized.class),
    ADVERSARIAL("adversarial", "adversarial", Bottleneck.Adversarial.class),
    WASSERSTEIN("wasserstein", "wasserstein", Bottleneck.Wasserstein.class);

    private final String label;
    private final String preset;
    private final Class<? extends Bottleneck> type;

    CodeKind(String label, String preset, Class<? extends Bottleneck> type) {
        this.label = label;
        this.preset = preset;
        this.type = type;
    }

    static CodeKind of(Bottleneck bottleneck) {
        return Arrays.stream(values())
                .filter(kind -> kind.type.isInstance(bottleneck))
                .findFirst()
                .orElseThrow();
    }

    /** Refuses a flag that is there, but means nothing to the code that is chosen. */
    static void require(String flag, Object value, Bottleneck chosen, CodeKind... needed) {
        CodeKind found = of(chosen);
        if (value != null && !List.of(needed).contains(found)) {
            throw new WrongInput("%s needs a code that is %s, and this one is %s: leave it out, or choose --preset %s"
                    .formatted(flag, joined(needed, false), found.label, joined(needed, true)));
        }
    }

    private static String joined(CodeKind[] kinds, boolean presets) {
        return Arrays.stream(kinds)
                .map(kind -> presets ? kind.preset : kind.label)
                .collect(Collectors.joining(" or "));
    }
}
