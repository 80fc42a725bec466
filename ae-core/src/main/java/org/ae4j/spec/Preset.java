package org.ae4j.spec;

import java.util.function.Function;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;
import org.ae4j.data.TableSchema;

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
    MASKED("masked", "pretrain on images", "He et al. 2022", Presets::masked),
    CONVOLUTIONAL(
            "convolutional", "compress and embed images or sequences", "Masci et al. 2011", Presets::convolutional),
    CONVOLUTIONAL_VARIATIONAL(
            "convolutional-variational",
            "generate images",
            "Kingma and Welling 2014",
            Presets::convolutionalVariational),
    RECURRENT("recurrent", "sequences, of different lengths too", "Srivastava et al. 2015", Presets::recurrent),
    RECURRENT_VARIATIONAL(
            "recurrent-variational",
            "generate sequences",
            "Fabius and van Amersfoort 2015",
            Presets::recurrentVariational);

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

    /** Whether rows of this schema are what its layers go over. */
    public boolean suits(Schema schema) {
        return switch (this) {
            case CONVOLUTIONAL, CONVOLUTIONAL_VARIATIONAL -> !(schema instanceof TableSchema);
            case RECURRENT, RECURRENT_VARIATIONAL -> schema instanceof SequenceSchema;
            default -> !schema.isVariable();
        };
    }

    /** With its defaults for this schema, which it {@link #suits}. */
    public AutoencoderSpec spec(Schema schema) {
        return spec.apply(schema);
    }
}
