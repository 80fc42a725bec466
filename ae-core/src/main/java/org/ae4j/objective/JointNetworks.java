package org.ae4j.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ae4j.compile.Codes;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.compile.ParameterArray;
import org.ae4j.compile.Perturbation;
import org.ae4j.compile.StateArray;
import org.ae4j.compile.WeightBlock;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.engine.kernel.SplitMix;
import org.ae4j.layer.CodePrior;
import org.ae4j.layer.CodeTerm;
import org.ae4j.layer.MmdTerm;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.layer.SparsityTerm;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Critic;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Likelihood;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.linalg.activations.Activation;

/** From a specification to the networks that train it, and what joins them. */
final class JointNetworks {
    private static final String DISCRIMINATOR = "discriminator";
    private static final String CRITIC = "critic";
    private static final String HEAD = "head";

    private final AutoencoderSpec spec;
    private final Optimization optimization;
    private final NetworkSource source;
    private final NetworkPlan plan;
    private final MultiLayerConfiguration encoder;
    private final MultiLayerConfiguration decoder;
    private final Optional<float[]> encoderParameters;
    private final Optional<float[]> decoderParameters;
    private final float[] state;
    private final List<Discriminator> games = new ArrayList<>();
    private final List<TrainableNetwork> networks = new ArrayList<>();

    JointNetworks(AutoencoderSpec spec, Optimization optimization, Optional<float[]> parameters, NetworkSource source) {
        this.spec = spec;
        this.optimization = optimization;
        this.source = (network, loss, given) -> {
            TrainableNetwork made = source.network(network, loss, given);
            networks.add(made);
            return made;
        };
        this.plan = new NetworkPlan(spec);
        this.encoder = plan.givingEncoder(seeded(1));
        this.decoder = plan.linearDecoder(seeded(2));
        int first = Math.toIntExact(NetworkPlan.parameterCount(encoder));
        int second = first + Math.toIntExact(NetworkPlan.parameterCount(decoder));
        this.encoderParameters = parameters.map(all -> Arrays.copyOfRange(all, 0, first));
        this.decoderParameters = parameters.map(all -> Arrays.copyOfRange(all, first, second));
        this.state = parameters
                .map(all -> Arrays.copyOfRange(all, second, all.length))
                .orElse(new float[0]);
    }

    JointTraining training(long seed, int stepsPerEpoch) {
        TrainableNetwork encoding = source.network(encoder, List.of(), encoderParameters);
        TrainableNetwork decoding = source.network(decoder, plan.outputs(), decoderParameters);
        Optional<Contraction> contraction = contraction(encoding);
        var rules = new ArrayList<ParameterRule>();
        contraction.ifPresent(rules::add);
        rules.addAll(WeightRules.of(spec, encoding, WeightBlock.of(encoder), decoding, WeightBlock.of(decoder)));
        rules.addAll(noise(encoding, decoding, List.copyOf(rules), stepsPerEpoch));
        int codebook = codebookLength();
        return new JointTraining(
                new EncoderSide(encoding, spec.inputs(), contraction),
                Codes.of(spec.bottleneck(), Arrays.copyOf(state, state.length == 0 ? 0 : codebook)),
                new DecoderSide(decoding, spec.bottleneck().size(), variance(codebook), critic()),
                terms(),
                rules,
                games,
                networks,
                stepsPerEpoch,
                seed);
    }

    private int codebookLength() {
        return spec.bottleneck() instanceof Bottleneck.VectorQuantized
                ? StateArray.of(spec).get(0).length()
                : 0;
    }

    private Optional<LearnedVariance> variance(int codebook) {
        if (!(spec.likelihood() instanceof Likelihood.LearnedGaussian)) {
            return Optional.empty();
        }
        double known = state.length > codebook ? state[codebook] : Double.NaN;
        return Optional.of(new LearnedVariance(plan.outputs(), spec.inputs(), known));
    }

    private Optional<Contraction> contraction(TrainableNetwork encoding) {
        double weight = spec.penalties().contractive();
        if (weight == 0) {
            return Optional.empty();
        }
        List<WeightBlock> blocks = WeightBlock.of(encoder);
        Activation activation = plan.codeActivation();
        boolean isOneLayer = encoder.getConfs().size() == 1;
        return Optional.of(
                isOneLayer && ExactContraction.knows(activation)
                        ? new ExactContraction(encoding, blocks.get(0), spec.inputs(), activation, weight)
                        : new ProjectedContraction(weight));
    }

    /** Last, so that tied weights, whose gradients are one by then, get their noise once. */
    private List<ParameterRule> noise(
            TrainableNetwork encoding, TrainableNetwork decoding, List<ParameterRule> restoring, int stepsPerEpoch) {
        Perturbation perturbation = optimization.perturbation();
        var disturbed = List.of(
                new LearntArrays(encoding, ParameterArray.learnt(encoder)),
                new LearntArrays(decoding, ParameterArray.learnt(decoder)));
        var rules = new ArrayList<ParameterRule>();
        if (perturbation.eta() > 0) {
            rules.add(new GradientNoise(disturbed, perturbation.eta(), perturbation.gamma()));
        }
        if (perturbation.sigma() > 0) {
            long period = (long) perturbation.everyEpochs() * stepsPerEpoch;
            rules.add(new WeightNoise(disturbed, perturbation.sigma(), period, restoring));
        }
        return rules;
    }

    private List<CodeTerm> terms() {
        var terms = new ArrayList<CodeTerm>();
        Bottleneck bottleneck = spec.bottleneck();
        CodePrior prior = Codes.prior(bottleneck);
        if (bottleneck instanceof Bottleneck.Sparse sparse) {
            terms.add(new SparsityTerm(sparse.size(), sparse.rho(), sparse.weight()));
        } else if (bottleneck instanceof Bottleneck.Wasserstein wasserstein) {
            terms.add(new MmdTerm(prior, wasserstein.weight()));
        } else if (bottleneck instanceof Bottleneck.Adversarial adversarial) {
            var judge = plan.judge(DISCRIMINATOR, adversarial.size(), adversarial.hidden(), 1, seeded(3));
            terms.add(new AdversarialTerm(discriminator(judge), prior, adversarial.weight()));
        }
        Knowledge knowledge = spec.knowledge();
        if (knowledge.guidance() > 0) {
            int classes = knowledge.classes().size();
            var softmax = List.of(new OutputGroup(OutputKind.SOFTMAX, 0, classes, 1));
            var head = plan.judge(HEAD, bottleneck.size(), List.of(), classes, seeded(4));
            terms.add(new GuidanceTerm(source.network(head, softmax, Optional.empty()), knowledge.guidance()));
        }
        return terms;
    }

    private Optional<CriticTerm> critic() {
        Critic critic = spec.critic();
        if (critic.isNone()) {
            return Optional.empty();
        }
        var judge = plan.judge(CRITIC, spec.inputs(), critic.hidden(), 1, seeded(5));
        return Optional.of(
                new CriticTerm(discriminator(judge), Codes.prior(spec.bottleneck()), plan.outputs(), critic.weight()));
    }

    private Discriminator discriminator(MultiLayerConfiguration network) {
        var discriminator = new Discriminator(source.network(network, List.of(), Optional.empty()));
        games.add(discriminator);
        return discriminator;
    }

    /** Networks of one run get unrelated weights. */
    private Optimization seeded(int which) {
        return optimization.seed(SplitMix.bits(optimization.seed(), which));
    }
}
