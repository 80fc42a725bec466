package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Critic;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Prior;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SpecOptionsTest {
    @TempDir
    Path folder;

    private Samples rows;

    @Command
    private static final class Flags {
        @Mixin
        private final SpecOptions spec = new SpecOptions();
    }

    @BeforeEach
    void readRows() {
        rows = Samples.csv(Tables.mixed(folder, 20), CsvFormat.defaults().label("label"));
    }

    private AutoencoderSpec spec(AutoencoderSpec base, String flags) {
        var parsed = new Flags();
        new CommandLine(parsed).parseArgs(flags.isEmpty() ? new String[0] : flags.split(" "));
        return parsed.spec.apply(base, rows);
    }

    private AutoencoderSpec spec(String preset, String flags) {
        return spec(Presets.named(preset, rows.schema()), flags);
    }

    private void refused(String message, String preset, String flags) {
        assertThatThrownBy(() -> spec(preset, flags))
                .isInstanceOf(WrongInput.class)
                .hasMessage(message);
    }

    static Stream<AutoencoderSpec> presets() {
        return Stream.of(Schema.numeric(List.of("a", "b")), Schema.image(1, 5, 5), Schema.sequence(List.of("a"), 9))
                .flatMap(schema -> Presets.suiting(schema).stream().map(preset -> preset.spec(schema)));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void absentFlagsChangeNothing(AutoencoderSpec preset) {
        assertThat(spec(preset, "")).isEqualTo(preset);
    }

    @Test
    void codesFollowTheirFlags() {
        assertThat(code("dense", "--code 3 --code-activation tanh"))
                .isEqualTo(Bottleneck.plain(3).activation(Activation.TANH));
        assertThat(code("sparse", "--code 9 --rho 0.1 --sparsity 2")).isEqualTo(Bottleneck.sparse(9, 0.1, 2));
        assertThat(code("k-sparse", "--code 20 --active 15"))
                .isEqualTo(Bottleneck.kSparse(20, 15).warmUp(10));
        assertThat(code("k-sparse", "--code 1"))
                .isEqualTo(Bottleneck.kSparse(1, 1).warmUp(10));
        assertThat(code("variational", "--code 3 --beta 4 --kl-warm-up 2.5"))
                .isEqualTo(Bottleneck.variational(3).beta(4).warmUp(2.5));
        assertThat(code("vector-quantized", "--code 3 --codes 10 --dimensions 2"))
                .isEqualTo(Bottleneck.vectorQuantized(3, 10, 2));
        assertThat(code("adversarial", "--code 2 --prior mixture:5:4:0.5 --prior-weight 3"))
                .isEqualTo(Bottleneck.adversarial(2, Prior.mixture(5, 4, 0.5)).weight(3));
        assertThat(code("wasserstein", "--code 4 --prior gaussian --prior-weight 20"))
                .isEqualTo(Bottleneck.wasserstein(4, Prior.gaussian()).weight(20));
    }

    private Bottleneck code(String preset, String flags) {
        return spec(preset, flags).bottleneck();
    }

    @ParameterizedTest
    @CsvSource({
        "--code-activation tanh, variational, plain, dense",
        "--rho 0.1, variational, sparse, sparse",
        "--sparsity 1, variational, sparse, sparse",
        "--active 1, variational, k-sparse, k-sparse",
        "--beta 1, dense, variational, variational",
        "--kl-warm-up 1, sparse, variational, variational",
        "--codes 9, k-sparse, vector-quantized, vector-quantized",
        "--dimensions 2, adversarial, vector-quantized, vector-quantized",
        "--prior gaussian, vector-quantized, adversarial or wasserstein, adversarial or wasserstein",
        "--prior-weight 2, variational, adversarial or wasserstein, adversarial or wasserstein",
    })
    void flagsOfAnotherKindOfCodeAreRefused(String flag, String preset, String needed, String presets) {
        String found = preset.equals("dense") ? "plain" : preset;
        refused(
                "%s needs a code that is %s, and this one is %s: leave it out, or choose --preset %s"
                        .formatted(flag.split(" ")[0], needed, found, presets),
                preset,
                flag);
    }

    @Test
    void layersAndPenaltiesFollowTheirFlags() {
        AutoencoderSpec spec = spec(
                "dense",
                "--hidden 8 --tied --l1 0.1 --max-norm 3 --contractive 0.2 --critic 2 --likelihood gaussian:learned");
        AutoencoderSpec dense = Presets.dense(rows.schema());
        assertThat(spec)
                .isEqualTo(dense.architecture(Architecture.dense(8).tied(true))
                        .l1(0.1)
                        .maxNorm(3)
                        .contractive(0.2)
                        .critic(Critic.weighing(2))
                        .likelihood(Likelihood.gaussian().learnedSigma()));
        assertThat(spec("vae-gan", "--critic 0").critic().isNone()).isTrue();
    }

    @Test
    void flagsThatLiftARuleAndThoseThatNeedItLiftedGoTogether() {
        assertThat(spec("tied", "--no-tied --condition").knowledge().conditional())
                .isTrue();
        assertThat(spec("contractive", "--contractive 0 --dropout 0.1").layers().dropout())
                .isEqualTo(0.1);
        AutoencoderSpec dropped = Presets.dense(rows.schema()).dropout(0.1);
        assertThat(spec(dropped, "--contractive 0.3 --dropout 0").penalties().contractive())
                .isEqualTo(0.3);
    }

    @Test
    void corruptionsChainInOrder() {
        assertThat(spec("dense", "--corruption masking:0.3,gaussian:0.1,salt-and-pepper:0.2")
                        .corruption())
                .isEqualTo(
                        Corruption.masking(0.3).then(Corruption.gaussian(0.1)).then(Corruption.saltAndPepper(0.2)));
        assertThat(spec("denoising", "--corruption none").corruption()).isEqualTo(Corruption.none());
        AutoencoderSpec images = Presets.masked(Samples.glyphs(10, 1).schema());
        assertThat(spec(images, "--corruption patches:0.25:7").corruption()).isEqualTo(Corruption.patches(0.25, 7));
        assertThat(spec(images, "--corruption affine").corruption()).isEqualTo(Corruption.affine(3, 15, 0.12, 0.15));
        assertThat(spec(images, "--corruption affine:1:0:.1:.2,gaussian:0.1").corruption())
                .isEqualTo(Corruption.affine(1, 0, 0.1, 0.2).then(Corruption.gaussian(0.1)));
    }

    @Test
    void whatIsKnownFollowsItsFlags() {
        Knowledge known = spec("dense", "--feature-weight a=2,b=0.5 --non-negative --condition --guide 0.3")
                .knowledge();
        assertThat(known).isEqualTo(new Knowledge(Map.of("a", 2.0, "b", 0.5), true, List.of("high", "low"), true, 0.3));
        AutoencoderSpec base = Presets.dense(rows.schema()).knowledge(known);
        assertThat(spec(base, "--feature-weight a=1 --no-non-negative --guide 0")
                        .knowledge())
                .isEqualTo(new Knowledge(Map.of("a", 1.0, "b", 0.5), false, List.of("high", "low"), true, 0));
    }

    @Test
    void wordsThatMeanNothingAreRefused() {
        refused("--corruption none stands alone, found 'none,masking:0.1'", "dense", "--corruption none,masking:0.1");
        refused(
                "--corruption has no 'maskin' (known: none, masking:P, gaussian:SIGMA,"
                        + " salt-and-pepper:P, patches:P:SIZE, affine, affine:SHIFT:ROTATION:SCALE:SHEAR)",
                "dense",
                "--corruption maskin:0.1");
        refused(
                "--corruption patches needs a whole number of numbers along a side, found 'patches:0.5:1.5'",
                "masked",
                "--corruption patches:0.5:1.5");
        refused(
                "--prior mixture needs a whole number of modes, found 'mixture:2.5:1:1'",
                "adversarial",
                "--prior mixture:2.5:1:1");
        refused("--feature-weight expects NAME=W,… with numbers W, found 'a'", "dense", "--feature-weight a");
        refused("--feature-weight expects NAME=W,… with numbers W, found 'a=x'", "dense", "--feature-weight b=1,a=x");
        refused("--feature-weight expects NAME=W,… with numbers W, found '2'", "dense", "--feature-weight 2");
    }

    @Test
    void classesComeFromLabels() {
        rows = rows.withoutLabels();
        for (String flag : List.of("--condition", "--guide 1")) {
            refused(
                    flag.split(" ")[0]
                            + " needs labels, mixed.csv has none; name them by --label-column (CSV) or --labels (IDX)",
                    "dense",
                    flag);
        }
    }
}
