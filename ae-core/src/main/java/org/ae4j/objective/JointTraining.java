package org.ae4j.objective;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.ae4j.engine.Batch;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.engine.kernel.SplitMix;
import org.ae4j.layer.CodeFunction;
import org.ae4j.layer.CodeTerm;
import org.ae4j.layer.LossPart;
import org.ae4j.layer.Step;
import org.ae4j.layer.VariationalCode;

/**
 * Trains encoder and decoder with what stands between them: forward through encoder, code and decoder to the loss, back the
 * same way, each network given the gradient that the next one found for its input. Terms add their losses where they look:
 * at the code, at the decoder's rows, at the encoder's Jacobian.
 */
final class JointTraining implements TrainingEngine {
    private final EncoderSide encoder;
    private final CodeFunction code;
    private final DecoderSide decoder;
    private final List<CodeTerm> terms;
    private final List<ParameterRule> rules;
    private final List<Discriminator> games;
    private final List<TrainableNetwork> networks;
    private final double stepsPerEpoch;
    private final long seed;
    private final StepParts parts;
    private double[] codes = new double[0];
    private double[] codeGradient = new double[0];
    private long number;

    /**
     * Takes the networks over.
     *
     * @param rules in the order in which they hold
     * @param games whose loss is no part of what {@link #step} reports: it need not fall
     * @param networks all that take part
     * @param stepsPerEpoch to tell terms where the run is
     * @param seed of dropout and noise
     */
    JointTraining(
            EncoderSide encoder,
            CodeFunction code,
            DecoderSide decoder,
            List<CodeTerm> terms,
            List<ParameterRule> rules,
            List<Discriminator> games,
            List<TrainableNetwork> networks,
            int stepsPerEpoch,
            long seed) {
        this.encoder = encoder;
        this.code = code;
        this.decoder = decoder;
        this.terms = List.copyOf(terms);
        this.rules = List.copyOf(rules);
        this.games = List.copyOf(games);
        this.networks = List.copyOf(networks);
        this.stepsPerEpoch = stepsPerEpoch;
        this.seed = seed;
        this.parts = new StepParts(present());
        Step start = step(0);
        rules.forEach(rule -> rule.afterUpdate(start));
    }

    /** The reconstruction, and what else there is. */
    private Set<LossPart> present() {
        var present = EnumSet.of(LossPart.RECONSTRUCTION);
        code.part().ifPresent(present::add);
        terms.forEach(term -> present.add(term.part()));
        if (encoder.isContracted()) {
            present.add(LossPart.CONTRACTION);
        }
        if (decoder.hasCritic()) {
            present.add(LossPart.ROW_GAME);
        }
        if (encoder.network().isPenalized() || decoder.network().isPenalized()) {
            present.add(LossPart.WEIGHTS);
        }
        return present;
    }

    @Override
    public String name() {
        return encoder.network().engine();
    }

    @Override
    public double step(Batch batch) {
        Step step = step(number);
        rules.forEach(rule -> rule.beforeForward(step));
        double loss = backward(batch, step);
        double played = games.stream().mapToDouble(Discriminator::lastLoss).sum();
        double penalties = update(batch.rows(), step);
        parts.divide(batch.rows(), penalties);
        number++;
        return (loss - played) / batch.rows() + penalties;
    }

    @Override
    public Set<LossPart> parts() {
        return parts.all();
    }

    @Override
    public double part(LossPart part) {
        return parts.mean(part);
    }

    /** Gradients of all networks; the loss of the rows, summed. */
    double backward(Batch batch, Step step) {
        int rows = batch.rows();
        long drawn = SplitMix.bits(seed, step.number());
        double[] given = encoder.forward(batch, drawn, step);
        reserve(rows);
        double loss = code.forward(given, rows, codes, step);
        parts.sum(code.part(), loss);
        double decoded = decoder.forward(batch, codes, drawn, step);
        parts.sum(LossPart.RECONSTRUCTION, decoded - decoder.played());
        parts.sum(LossPart.ROW_GAME, decoder.played());
        loss += decoded;
        decoder.backward(codeGradient, rows);
        for (CodeTerm term : terms) {
            double added = term.add(codes, rows, batch.classes(), codeGradient, step);
            parts.sum(term.part(), added);
            loss += added;
        }
        code.backward(codeGradient, encoder.gradient());
        double contraction = encoder.backward(rows);
        parts.sum(LossPart.CONTRACTION, contraction);
        loss += contraction;
        rules.forEach(rule -> rule.afterBackward(step, rows));
        return loss;
    }

    /** Moves all networks by their gradients; the penalties on weights before. */
    private double update(int rows, Step step) {
        double penalties = encoder.network().update(rows) + decoder.update(rows);
        terms.forEach(CodeTerm::update);
        rules.forEach(rule -> rule.afterUpdate(step));
        return penalties;
    }

    @Override
    public double loss(Batch batch) {
        double[] given = encoder.use(batch);
        reserve(batch.rows());
        double divergence = 0;
        if (code instanceof VariationalCode) { // the bound that it maximises, of one draw: the same in every epoch
            divergence = code.forward(given, batch.rows(), codes, evaluation());
        } else {
            code.use(given, batch.rows(), codes);
        }
        return divergence + decoder.use(batch, codes);
    }

    @Override
    public double learningRate() {
        return encoder.network().learningRate();
    }

    @Override
    public void scaleLearningRate(double factor) {
        networks.forEach(network -> network.scaleLearningRate(factor));
    }

    /** Encoder, decoder, codebook, variance: as {@link org.ae4j.compile.StateArray} orders them. */
    @Override
    public float[] parameters() {
        float[] first = encoder.network().parameters();
        float[] second = decoder.network().parameters();
        float[] state = code.state();
        float[] variance =
                decoder.variance().map(one -> new float[] {(float) one.inUse()}).orElse(new float[0]);
        float[] all = Arrays.copyOf(first, first.length + second.length + state.length + variance.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        System.arraycopy(state, 0, all, first.length + second.length, state.length);
        System.arraycopy(variance, 0, all, all.length - variance.length, variance.length);
        return all;
    }

    /** What stands between the networks. */
    CodeFunction code() {
        return code;
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
        terms.forEach(CodeTerm::close);
    }

    private Step step(long which) {
        return new Step(which, which / stepsPerEpoch, new SplittableRandom(SplitMix.bits(seed, which)));
    }

    /** The full weight of every term, and noise that is always the same. */
    private Step evaluation() {
        return new Step(Long.MAX_VALUE, Double.POSITIVE_INFINITY, new SplittableRandom(seed));
    }

    private void reserve(int rows) {
        if (codes.length < rows * code.outputs()) {
            codes = new double[rows * code.outputs()];
            codeGradient = new double[codes.length];
        }
    }
}
