package org.ae4j.spec;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.InvalidSpecException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/** The hidden layers of encoder and decoder. */
public sealed interface Architecture {
    /**
     * Fully connected layers of these widths from the input to the code, mirrored in the decoder.
     *
     * @param hidden widths of at least 1; none for a single layer from input to code
     * @throws InvalidSpecException if a width is below 1
     */
    static Dense dense(int... hidden) {
        return new Dense(IntStream.of(hidden).boxed().toList(), false);
    }

    /**
     * Convolutions of these numbers of filters, each halving height and width, from an image or a sequence to the code, mirrored
     * in the decoder: kernels of 3×3, stride 2. Any size goes: what a decoder's layer has too much is cropped.
     *
     * @param filters of each layer, at least 1 each; at least one layer
     * @throws InvalidSpecException if there is no layer, or a number is below 1
     */
    static Convolutional convolutional(int... filters) {
        return new Convolutional(IntStream.of(filters).boxed().toList(), 3, false);
    }

    /**
     * Long short-term memory layers over a sequence: what the last one knows after the last step becomes the code, and the
     * decoder unrolls it from the code given at each step (Srivastava et al. 2015).
     *
     * @param units of each layer, at least 1
     * @throws InvalidSpecException if the number is below 1
     */
    static Recurrent recurrent(int units) {
        return new Recurrent(units, 1, false);
    }

    /**
     * The hidden layers of two configurations of your own, which combine with every bottleneck, corruption and likelihood:
     *
     * <pre>{@code
     * var encoder = new NeuralNetConfiguration.Builder().activation(Activation.SWISH).list()
     *         .layer(new DenseLayer.Builder().nIn(12).nOut(32).build())
     *         .layer(new BatchNormalization())
     *         .layer(new DenseLayer.Builder().nOut(16).build())
     *         .build();
     * var decoder = new NeuralNetConfiguration.Builder().activation(Activation.SWISH).list()
     *         .layer(new DenseLayer.Builder().nOut(24).build())
     *         .build();
     * var spec = Presets.variational(samples.schema()).code(3).architecture(Architecture.of(encoder, decoder));
     * }</pre>
     *
     * <p>The encoder goes {@code [rows, inputs] → [rows, features]}, from scaled rows (followed by one number for each class
     * where the model is told it) to features of any width; the code layer behind it is added. The decoder goes
     * {@code [rows, code] → [rows, features]} (the code followed by the class likewise); the output layer behind it, with the
     * likelihood's activation and loss, is added. So neither has an {@code OutputLayer}. A first layer without {@code nIn}
     * takes what it gets.
     *
     * <p>Layers are {@code DenseLayer}, {@code BatchNormalization}, {@code ActivationLayer} and {@code DropoutLayer}, and in
     * the encoder {@code ConvolutionLayer}, {@code SubsamplingLayer}, {@code ZeroPaddingLayer}, {@code LSTM} and {@code
     * LastTimeStep} around one, with those of {@code org.ae4j.layer} that make grids and sequences of rows, and rows of
     * them: an encoder takes and gives rows. Kept of them are names, widths, kernels, strides and padding, activations (in
     * a stable form where DL4J's overflows), weight initialisation and bias, dropout of fixed strength, and the numbers of
     * normalisation. What belongs to a run is the training plan's and replaced: updater, learning rate, gradient
     * normalisation, seed, data type. Penalties and constraints belong to the specification, whose weights they hold for,
     * and are refused here. The specification's weight initialisation holds for the code and output layers alone, its
     * activation for a classifier's head alone.
     *
     * <p>Layers keep their names, which then name the tensors in files; one without a name, or with one that another layer
     * or tensor has, is called by its place: {@code encoder0}, {@code decoder2}. For {@code Freeze.firstBlocks}, a block is
     * a layer with weights and what follows it.
     *
     * @param encoder copied; its layers are at most 256
     * @param decoder copied; its layers are at most 256
     * @throws InvalidSpecException if a layer, or what it consists of, cannot be trained; whether the widths fit is checked by
     *     the specification that takes the architecture
     */
    static Own of(MultiLayerConfiguration encoder, MultiLayerConfiguration decoder) {
        return new Own(encoder.toJson(), decoder.toJson());
    }

    /**
     * Own configurations as text: the normal form of DL4J's JSON, which holds no class but those of an explicit list.
     *
     * @param encoder JSON of a {@code MultiLayerConfiguration}, at most a mebicharacter
     * @param decoder likewise
     */
    record Own(String encoder, String decoder) implements Architecture {
        private static final String ENCODER = "encoder";
        private static final String DECODER = "decoder";

        public Own {
            var names = new HashSet<String>();
            encoder = OwnText.normal(ENCODER, encoder, names);
            decoder = OwnText.normal(DECODER, decoder, names);
        }

        /** The encoder's layers, from the input on. */
        public List<OwnLayer> encoderLayers() {
            return OwnText.layers(ENCODER, encoder);
        }

        /** The decoder's layers, from the code on. */
        public List<OwnLayer> decoderLayers() {
            return OwnText.layers(DECODER, decoder);
        }

        /** Refuses widths that do not fit: a row, a code and, where it is told, the class. */
        void checkWidths(int inputs, int code, int told) {
            String classes = told == 0 ? "" : " and one for each of " + told + " classes";
            OwnChain.check(ENCODER, encoderLayers(), inputs + told, "those of a row" + classes);
            OwnChain.check(DECODER, decoderLayers(), code + told, "those of the code" + classes);
        }
    }

    /**
     * Fully connected layers.
     *
     * @param hidden widths of the encoder's layers, at least 1 each; the decoder mirrors them
     * @param tied whether the decoder's weights are the encoder's, transposed (Vincent et al. 2010, section 2.1); each
     *     layer has its own bias
     */
    record Dense(List<Integer> hidden, boolean tied) implements Architecture {
        public Dense {
            hidden = List.copyOf(hidden);
            if (hidden.stream().anyMatch(width -> width < 1)) {
                throw new InvalidSpecException("hidden layers need widths of at least 1, found " + hidden);
            }
        }

        /** The same layers, tied or not. */
        public Dense tied(boolean on) {
            return new Dense(hidden, on);
        }
    }

    /**
     * Convolutions over an image's height and width or a sequence's steps; of a sequence kernel and stride are along the steps.
     * Behind the last one the code layer sees all that is left; the decoder's first layer is fully connected, and then come as
     * many deconvolutions, the last of which gives the row.
     *
     * @param filters of the encoder's layers, at least 1 each; the decoder mirrors them
     * @param kernel along a side, from 2 to 15, default 3
     * @param pooling whether convolutions keep the size and a maximum over 2×2 halves it, mirrored by doubling and a
     *     convolution; default no: convolutions and deconvolutions of stride 2
     */
    record Convolutional(List<Integer> filters, int kernel, boolean pooling) implements Architecture {
        private static final int LARGEST = 15;

        public Convolutional {
            filters = List.copyOf(filters);
            if (filters.isEmpty() || filters.stream().anyMatch(count -> count < 1)) {
                throw new InvalidSpecException(
                        "a convolutional architecture has at least one layer, each of at least 1 filter; found "
                                + filters);
            }
            if (kernel < 2 || kernel > LARGEST) {
                throw new InvalidSpecException("a kernel is from 2 to " + LARGEST + " along a side, found " + kernel);
            }
        }

        public Convolutional kernel(int newKernel) {
            return new Convolutional(filters, newKernel, pooling);
        }

        public Convolutional pooling(boolean on) {
            return new Convolutional(filters, kernel, on);
        }
    }

    /**
     * LSTM layers (Hochreiter and Schmidhuber 1997; with forget gates, Gers et al. 2000).
     *
     * @param units of each layer, at least 1
     * @param layers of encoder and decoder each, from 1 to 8, default 1
     * @param bidirectional whether all of the decoder's layers, and the encoder's but for the last one, see both directions,
     *     with as many units each; the last one reads what they give, so that an encoder of one layer gets a second; in a
     *     short sequence the later direction begins with zeros behind its end, as in DL4J; default no
     */
    record Recurrent(int units, int layers, boolean bidirectional) implements Architecture {
        private static final int MOST = 8;

        public Recurrent {
            Numbers.atLeast(1, "the number of units of a recurrent layer", units);
            if (layers < 1 || layers > MOST) {
                throw new InvalidSpecException(
                        "a recurrent architecture has from 1 to " + MOST + " layers, found " + layers);
            }
        }

        public Recurrent layers(int count) {
            return new Recurrent(units, count, bidirectional);
        }

        public Recurrent bidirectional(boolean on) {
            return new Recurrent(units, layers, on);
        }
    }
}
