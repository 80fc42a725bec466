package org.ae4j.spec;

import java.util.function.Function;
import org.ae4j.data.Schema;

/** One entry of {@link Presets}. */
public enum Preset {
    DENSE("dense", "compress, embed", "Hinton and Salakhutdinov 2006", Presets::dense),
    TIED("tied", "features of one layer, half the weights", "Vincent et al. 2010", Presets::tied),
    SPARSE("sparse", "features that each stand for something", "Ng 2011", Presets::sparse),
    K_SPARSE("k-sparse", "the same, with an exact number of active units", "Makhzani and Frey 2013", Presets::kSparse),
    DENOISING("denoising", "detect anomalies, pretrain, impute", "Vincent et al. 2010", Presets::denoising),
    CONTRACTIVE("contractive", "pretrain: a code that noise hardly moves", "Rifai et al. 2011", Presets::contractive),
    STACKED_DENOISING(
            "stacked-denoising",
            "pretrain deep encoders layer by layer",
            "Vincent et al. 2010",
            Presets::stackedDenoising),
    VARIATIONAL("variational", "generate, a smooth code", "Kingma and Welling 2014", Presets::variational),
    VECTOR_QUANTIZED("vector-quantized", "compress to few bits", "van den Oord et al. 2017", Presets::vectorQuantized),
    ADVERSARIAL("adversarial", "generate from a prior of any shape", "Makhzani et al. 2016", Presets::adversarial),
    VAE_GAN("vae-gan", "generate sharper rows", "Larsen et al. 2016", Presets::vaeGan),
    WASSERSTEIN("wasserstein", "generate, with a deterministic code", "Tolstikhin et al. 2018", Presets::wasserstein),
    MASKED("masked", "pretrain on images", "He et al. 2022", Presets::masked);

    private final String label;
    private final String use;
    private final String paper;
    private final Function<Schema, AutoencoderSpec> spec;

    Preset(String label, String use, String paper, Function<Schema, AutoencoderSpec> spec) {
        this.label = label;
        this.use = use;
        this.paper = paper;
        this.spec = spec;
    }

    /** The name on the command line. */
    public String label() {
        return label;
    }

    /** What to take it for. */
    public String use() {
        return use;
    }

    /** Where it comes from. */
    public String paper() {
        return paper;
    }

    /** With its defaults for this schema. */
    public AutoencoderSpec spec(Schema schema) {
        return spec.apply(schema);
    }
}
