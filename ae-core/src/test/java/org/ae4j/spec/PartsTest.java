package org.ae4j.spec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers out of their range, part by part. */
class PartsTest {
    private static final Prior NORMAL = Prior.gaussian();

    static Stream<Arguments> bottlenecks() {
        String size = "a code needs at least 1 number, found 0";
        String prior = "the bottleneck has no prior; choose Prior.gaussian() or Prior.mixture(…)";
        String circle = "a mixture lies on a circle and needs a code of at least 2 numbers, found 1";
        return Stream.of(
                refused(() -> Bottleneck.plain(0), size),
                refused(() -> Bottleneck.sparse(0, 0.1, 1), size),
                refused(() -> Bottleneck.kSparse(0, 1), size),
                refused(() -> Bottleneck.variational(0), size),
                refused(() -> Bottleneck.adversarial(0, NORMAL), size),
                refused(() -> Bottleneck.wasserstein(0, NORMAL), size),
                refused(() -> Bottleneck.sparse(4, 0, 1), "rho lies in (0, 1), found 0.0"),
                refused(() -> Bottleneck.sparse(4, 1, 1), "rho lies in (0, 1), found 1.0"),
                refused(
                        () -> Bottleneck.sparse(4, 0.1, -1),
                        "the weight of sparsity is a finite number of at least 0, found -1.0"),
                refused(
                        () -> Bottleneck.kSparse(4, 5),
                        "k-sparse keeps at least 1 and at most all 4 numbers of a code, found 5; choose fewer active"
                                + " numbers or a larger code"),
                refused(
                        () -> Bottleneck.kSparse(4, 2).active(0),
                        "k-sparse keeps at least 1 and at most all 4 numbers of a code, found 0; choose fewer active"
                                + " numbers or a larger code"),
                refused(
                        () -> Bottleneck.variational(2).beta(-0.5),
                        "beta is a finite number of at least 0, found -0.5"),
                refused(
                        () -> Bottleneck.variational(2).warmUp(Double.POSITIVE_INFINITY),
                        "the epochs of KL warm-up is a finite number of at least 0, found Infinity"),
                refused(
                        () -> Bottleneck.vectorQuantized(0, 8, 2),
                        "the number of vectors in a code is at least 1, found 0"),
                refused(
                        () -> Bottleneck.vectorQuantized(1, 1, 2),
                        "the number of codebook vectors is at least 2, found 1"),
                refused(
                        () -> Bottleneck.vectorQuantized(1, 8, 0),
                        "the number of dimensions of a vector is at least 1, found 0"),
                refused(() -> Bottleneck.adversarial(2, null), prior),
                refused(() -> Bottleneck.wasserstein(2, null), prior),
                refused(() -> Bottleneck.adversarial(1, Prior.mixture(3, 1, 1)), circle),
                refused(() -> Bottleneck.wasserstein(2, Prior.mixture(3, 1, 1)).size(1), circle),
                refused(
                        () -> Bottleneck.adversarial(2, NORMAL).weight(0),
                        "the adversarial weight is a finite number above 0, found 0.0"),
                refused(
                        () -> new Bottleneck.Adversarial(2, NORMAL, 1, List.of(8, 0)),
                        "a width of the discriminator is at least 1, found 0"),
                refused(
                        () -> Bottleneck.wasserstein(2, NORMAL).weight(Double.NaN),
                        "the weight of the discrepancy is a finite number above 0, found NaN"),
                refused(() -> Prior.mixture(1, 1, 1), "a mixture has at least 2 modes, found 1"),
                refused(() -> Prior.mixture(3, 0, 1), "the mixture's radius is a finite number above 0, found 0.0"),
                refused(() -> Prior.mixture(3, 1, -1), "the mixture's sigma is a finite number above 0, found -1.0"));
    }

    static Stream<Arguments> others() {
        Knowledge none = Knowledge.none();
        String few = "labels guide or condition a code where there are at least 2 classes, found [ok]";
        return Stream.of(
                refused(
                        () -> none.featureWeights(Map.of("t", -1.0)),
                        "the weight of column 't' is a finite number of at least 0, found -1.0"),
                refused(
                        () -> none.guidedBy(List.of("a", "b"), -1),
                        "guidance is a finite number of at least 0, found -1.0"),
                refused(() -> none.guidedBy(List.of("ok"), 1), few),
                refused(() -> none.conditionedOn(List.of("ok")), few),
                refused(() -> none.conditionedOn(List.of("a", "b", "a")), "a class is named twice in [a, b, a]"),
                refused(() -> Critic.weighing(-1), "the critic's weight is a finite number of at least 0, found -1.0"),
                refused(() -> new Critic(1, List.of(0)), "a width of the critic is at least 1, found 0"),
                refused(
                        () -> Penalties.none().contractive(-1),
                        "contractive is a finite number of at least 0, found -1.0"),
                refused(() -> Penalties.none().maxNorm(-1), "maxNorm is a finite number of at least 0, found -1.0"),
                refused(() -> Penalties.none().l1(-1), "l1 is a finite number of at least 0, found -1.0"),
                refused(
                        () -> Penalties.none().weightDecay(Double.NaN),
                        "weightDecay is a finite number of at least 0, found NaN"),
                refused(
                        () -> Likelihood.gaussian().learnedSigma().column("t", Likelihood.laplace()),
                        "a column's likelihood is one of gaussian, unitGaussian, bernoulli, laplace; found"
                                + " {t=Laplace[]}"));
    }

    static Stream<Arguments> corruptions() {
        Corruption patches = Corruption.patches(0.5, 2);
        return Stream.of(
                refused(() -> Corruption.masking(0), "masking needs a probability in (0, 1), found 0.0"),
                refused(() -> Corruption.masking(1), "masking needs a probability in (0, 1), found 1.0"),
                refused(() -> Corruption.gaussian(0), "gaussian corruption needs a finite sigma above 0, found 0.0"),
                refused(
                        () -> Corruption.saltAndPepper(1),
                        "the probability of salt and pepper lies in (0, 1), found 1.0"),
                refused(() -> Corruption.patches(0, 4), "the probability of hiding a patch lies in (0, 1), found 0.0"),
                refused(
                        () -> Corruption.affine(-1, 0, 0, 0),
                        "the shift of an affine corruption is a finite number of at least 0, found -1.0"),
                refused(
                        () -> Corruption.affine(0, 181, 0, 0),
                        "an affine corruption rotates by at most 180 degrees, found 181.0"),
                refused(
                        () -> Corruption.affine(0, 0, 0, 0),
                        "an affine corruption moves something, found 0 for all; leave it out"),
                refused(
                        () -> patches.then(Corruption.affine(1, 0, 0, 0)),
                        "an affine corruption stands before patches, whose places count in the loss; found"
                                + " [Patches[probability=0.5, size=2], Affine[shift=1.0, rotation=0.0, scale=0.0,"
                                + " shear=0.0]]"),
                refused(() -> Corruption.patches(0.5, 0), "the size of a patch is at least 1, found 0"),
                refused(
                        () -> patches.then(Corruption.gaussian(1)).then(patches),
                        "patches are hidden once in a chain of corruptions, found [Patches[probability=0.5, size=2],"
                                + " Gaussian[sigma=1.0], Patches[probability=0.5, size=2]]"),
                refused(
                        () -> new Corruption.Chain(List.of(patches)),
                        "a chain of corruptions has at least 2 parts, none of them a chain or none; found"
                                + " [Patches[probability=0.5, size=2]]"));
    }

    @ParameterizedTest
    @MethodSource({"bottlenecks", "others", "corruptions"})
    void numbersOutOfTheirRangeAreRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(InvalidSpecException.class).hasMessage(message);
    }

    private static Arguments refused(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }
}
