package org.ae4j.report;

import java.util.List;
import org.ae4j.Rounded;
import org.ae4j.evaluate.LikelihoodBound;
import org.ae4j.report.Chart.Axis;

/**
 * What the loss of a variational model is made of.
 *
 * @param bound measured on rows
 */
public record LossParts(LikelihoodBound bound) implements Section {
    @Override
    public String id() {
        return "parts";
    }

    @Override
    public String title() {
        return "Parts of the loss";
    }

    @Override
    public void write(Html html) {
        String caption =
                "Of %s the negative log-likelihood is at most %s nats: %s by the reconstruction, %s by the divergence of"
                                .formatted(
                                        Rounded.count(bound.rows(), "row"),
                                        Rounded.text(-bound.elbo()),
                                        Rounded.text(-bound.reconstruction()),
                                        Rounded.text(bound.kl()))
                        + " the codes from the prior (means of a row).";
        html.figure(
                Chart.bars(
                        Axis.linear("nats per row"),
                        caption,
                        List.of("reconstruction", "divergence of the codes"),
                        -bound.reconstruction(),
                        bound.kl()),
                caption);
    }
}
