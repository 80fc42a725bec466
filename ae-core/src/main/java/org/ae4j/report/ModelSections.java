package org.ae4j.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ae4j.evaluate.LikelihoodBound;
import org.ae4j.spec.Bottleneck;

/** What can be shown of any model that was measured on rows. */
public final class ModelSections {
    /** Rows and draws of each row's code that the bound is measured by. */
    private static final int BOUND_ROWS = 1000;

    private static final int BOUND_DRAWS = 4;

    private ModelSections() {}

    /**
     * Reconstructions, the map of the codes, what they mean and generate, the first layer, and where the errors are;
     * those alone that the model has.
     *
     * @param seed of what is drawn
     */
    public static List<Section> of(Measured measured, long seed) {
        return Stream.<Optional<? extends Section>>of(
                        Reconstructions.of(measured),
                        LatentMap.of(measured),
                        Traversals.of(measured),
                        Generated.of(measured.model(), seed),
                        CodeDrivers.of(measured),
                        Filters.of(measured.model()),
                        parts(measured, seed),
                        Optional.of(Histogram.ofErrors(measured)),
                        Optional.of(FeatureErrors.of(measured)))
                .<Section>flatMap(Optional::stream)
                .toList();
    }

    private static Optional<LossParts> parts(Measured measured, long seed) {
        int[] rows = measured.spread(BOUND_ROWS);
        return measured.model().spec().bottleneck() instanceof Bottleneck.Variational && rows.length > 0
                ? Optional.of(new LossParts(
                        LikelihoodBound.of(measured.model(), measured.rows().select(rows), BOUND_DRAWS, seed)))
                : Optional.empty();
    }
}
