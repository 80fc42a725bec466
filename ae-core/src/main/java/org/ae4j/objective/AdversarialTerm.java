package org.ae4j.objective;

import org.ae4j.layer.CodePrior;
import org.ae4j.layer.CodeTerm;
import org.ae4j.layer.LossPart;
import org.ae4j.layer.Step;

/** Codes that pass for draws from a prior (Makhzani et al. 2016, section 2). */
final class AdversarialTerm implements CodeTerm {
    private final Discriminator discriminator;
    private final CodePrior prior;
    private final double weight;
    private double[] draws = new double[0];

    AdversarialTerm(Discriminator discriminator, CodePrior prior, double weight) {
        this.discriminator = discriminator;
        this.prior = prior;
        this.weight = weight;
    }

    @Override
    public LossPart part() {
        return LossPart.CODE_GAME;
    }

    @Override
    public double add(double[] code, int rows, int[] classes, double[] gradient, Step step) {
        if (draws.length < rows * prior.size()) {
            draws = new double[rows * prior.size()];
        }
        prior.sample(draws, rows, step.random());
        return discriminator.round(draws, rows, code, rows, weight, gradient, step.number());
    }

    @Override
    public void update() {
        discriminator.update();
    }

    @Override
    public void close() {
        discriminator.close();
    }
}
