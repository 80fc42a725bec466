package org.ae4j.pretrain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.ModelFileException;
import org.ae4j.Sha256;
import org.ae4j.Suggestion;

/**
 * Encoders that come with AE4J, read from its jar: no network, and nothing but the bytes whose SHA-256 stand here. How they
 * were trained and what they are worth beside the rows themselves is in {@code docs/pretrained.md} and on their cards.
 */
public final class PretrainedEncoders {
    private PretrainedEncoders() {}

    private enum Shipped {
        FASHION_MNIST("fashion-mnist", "7f2c25e2a5a2c5d2d6c5ab6386db9dfb57209a152096a92112797680ceb7a8ed"),
        DIGITS("digits", "0bc6d21f04413b1a3b690d5901f178074edd5a3d56acc71ae1c65439c1674b39");

        private final String label;
        private final String sha256;

        Shipped(String label, String sha256) {
            this.label = label;
            this.sha256 = sha256;
        }

        PretrainedEncoder read() {
            String file = label + ".safetensors";
            byte[] bytes = bytes(file);
            if (!Sha256.hex(bytes).equals(sha256)) {
                throw new ModelFileException(
                        ("%s in the jar of ae-pretrain is not the published one (SHA-256 expected %s, found %s);"
                                        + " build it again")
                                .formatted(file, sha256, Sha256.hex(bytes)));
            }
            return PretrainedEncoder.of(EncoderFile.read(bytes, file));
        }

        private static byte[] bytes(String file) {
            try (InputStream in = PretrainedEncoders.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new ModelFileException(
                            file + " is missing in the jar of ae-pretrain; build or fetch it again");
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Grey images of 28×28 pixels, codes of 128: trained on Fashion-MNIST's 60,000 training images without their labels. */
    public static PretrainedEncoder fashionMnist() {
        return Shipped.FASHION_MNIST.read();
    }

    /** Digits of 8×8 pixels 0..16 as tables of 64 columns, codes of 32: trained on scikit-learn's digits without labels. */
    public static PretrainedEncoder digits() {
        return Shipped.DIGITS.read();
    }

    /**
     * The encoder of a name.
     *
     * @return to be closed
     * @throws InvalidSpecException if none has it
     */
    public static PretrainedEncoder named(String name) {
        return Arrays.stream(Shipped.values())
                .filter(shipped -> shipped.label.equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSpecException(
                        "no encoder of AE4J is named '" + name + "'" + Suggestion.forUnknown(name, names())))
                .read();
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(Shipped.values()).map(shipped -> shipped.label).toList();
    }
}
