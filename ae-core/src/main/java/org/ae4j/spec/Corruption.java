package org.ae4j.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;

/**
 * What training does to the scaled input while the target stays clean: the network learns to undo it, and so what holds
 * the columns together (Vincent et al. 2010). Nothing is corrupted in use.
 */
public sealed interface Corruption {
    /** The input as it is: the default. */
    static Corruption none() {
        return new None();
    }

    /**
     * Each number is set to 0 with this probability.
     *
     * @throws InvalidSpecException if the probability lies outside (0, 1)
     */
    static Corruption masking(double probability) {
        return new Masking(probability);
    }

    /**
     * Normal noise of this standard deviation is added to each number, in scaled units.
     *
     * @throws InvalidSpecException if the standard deviation is not finite and above 0
     */
    static Corruption gaussian(double sigma) {
        return new Gaussian(sigma);
    }

    /**
     * Each number is replaced with this probability by the smallest or the largest of the batch, each as likely.
     *
     * @throws InvalidSpecException if the probability lies outside (0, 1)
     */
    static Corruption saltAndPepper(double probability) {
        return new SaltAndPepper(probability);
    }

    /**
     * Squares of pixels are set to 0, each with this probability, and only what they hide counts in the loss.
     *
     * @param size pixels along a side; of a sequence, steps; of a table's row, neighbouring numbers
     * @throws InvalidSpecException if the probability lies outside (0, 1) or the size is below 1
     */
    static Corruption patches(double probability, int size) {
        return new Patches(probability, size);
    }

    /**
     * Each image is shifted, rotated, scaled and sheared about its centre by amounts of its own, uniform around 0; what comes
     * from beyond its edge is raw 0. The network learns what an image looks like upright and in its place.
     *
     * @param shift most pixels, across and down
     * @param rotation most degrees, at most 180
     * @param scale most of the natural logarithm of the factor
     * @param shear most pixels across for each pixel down
     * @throws InvalidSpecException if a number is out of range, or all are 0
     */
    static Corruption affine(double shift, double rotation, double scale, double shear) {
        return new Affine(shift, rotation, scale, shear);
    }

    /** Up to 3 pixels, 15 degrees, 0.12 of the logarithm of the scale and a shear of 0.15. */
    static Corruption affine() {
        return affine(3, 15, 0.12, 0.15);
    }

    /** This corruption and then another one. */
    default Corruption then(Corruption next) {
        var parts = new ArrayList<Corruption>();
        for (Corruption one : List.of(this, next)) {
            if (one instanceof Chain chain) {
                parts.addAll(chain.parts());
            } else if (!one.isNone()) {
                parts.add(one);
            }
        }
        return parts.isEmpty() ? none() : parts.size() == 1 ? parts.get(0) : new Chain(parts);
    }

    /**
     * Corrupts the numbers {@code from} … {@code to − 1}, whole rows, in place.
     *
     * @param schema of the rows
     * @param scaled row-major
     * @param counted where {@link #hidesTarget}: gets 1 for numbers whose loss counts and 0 for the others; else not looked
     *     at
     * @param random fixes what is drawn
     */
    void corrupt(Schema schema, float[] scaled, int from, int to, float[] counted, RandomGenerator random);

    /** Whether only the hidden part of a row counts in the loss. */
    default boolean hidesTarget() {
        return false;
    }

    /** Whether pixels move, which only those of images can, all scaled alike. */
    default boolean movesPixels() {
        return false;
    }

    default boolean isNone() {
        return this instanceof None;
    }

    /** The input as it is. */
    record None() implements Corruption {
        @Override
        public void corrupt(Schema schema, float[] scaled, int from, int to, float[] counted, RandomGenerator random) {
            // nothing
        }
    }

    /**
     * Numbers set to 0.
     *
     * @param probability in (0, 1)
     */
    record Masking(double probability) implements Corruption {
        public Masking {
            if (!(probability > 0 && probability < 1)) {
                throw new InvalidSpecException("masking needs a probability in (0, 1), found " + probability);
            }
        }

        @Override
        public void corrupt(Schema schema, float[] scaled, int from, int to, float[] counted, RandomGenerator random) {
            for (int i = from; i < to; i++) { // by bits: a branch that cannot be predicted costs thrice as much
                int kept = random.nextDouble() < probability ? 0 : -1;
                scaled[i] = Float.intBitsToFloat(Float.floatToRawIntBits(scaled[i]) & kept);
            }
        }
    }

    /**
     * Normal noise.
     *
     * @param sigma in scaled units, finite, above 0
     */
    record Gaussian(double sigma) implements Corruption {
        public Gaussian {
            if (!(sigma > 0) || Double.isInfinite(sigma)) {
                throw new InvalidSpecException("gaussian corruption needs a finite sigma above 0, found " + sigma);
            }
        }

        @Override
        public void corrupt(Schema schema, float[] scaled, int from, int to, float[] counted, RandomGenerator random) {
            for (int i = from; i < to; i++) {
                scaled[i] += (float) (sigma * random.nextGaussian());
            }
        }
    }

    /**
     * The smallest or the largest number of all rows that are corrupted together (Vincent et al. 2010, section 3.3).
     *
     * @param probability in (0, 1)
     */
    record SaltAndPepper(double probability) implements Corruption {
        public SaltAndPepper {
            Numbers.share("the probability of salt and pepper", probability);
        }

        @Override
        public void corrupt(Schema schema, float[] scaled, int from, int to, float[] counted, RandomGenerator random) {
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) { // NaN, behind the end of a sequence, is neither
                least = scaled[i] < least ? scaled[i] : least;
                most = scaled[i] > most ? scaled[i] : most;
            }
            for (int i = from; i < to; i++) {
                double draw = random.nextDouble();
                if (draw < probability) {
                    scaled[i] = draw < probability / 2 ? least : most;
                }
            }
        }
    }

    /**
     * Hidden patches; the loss is that of the hidden numbers (He et al. 2022, masked autoencoders).
     *
     * @param probability of each patch, in (0, 1)
     * @param size pixels along a side, steps of a sequence, or neighbouring numbers of a table's row, at least 1
     */
    record Patches(double probability, int size) implements Corruption {
        public Patches {
            Numbers.share("the probability of hiding a patch", probability);
            Numbers.atLeast(1, "the size of a patch", size);
        }

        @Override
        public boolean hidesTarget() {
            return true;
        }

        @Override
        public void corrupt(Schema schema, float[] scaled, int from, int to, float[] counted, RandomGenerator random) {
            int width = schema instanceof ImageSchema image ? image.width() : schema.inputs();
            int height = schema instanceof ImageSchema image ? image.height() : 1;
            if (counted != null) {
                Arrays.fill(counted, from, to, 0);
            }
            int inputs = schema.inputs();
            int side = schema instanceof SequenceSchema sequence
                    ? size * sequence.features().size()
                    : size;
            for (int row = from; row < to; row += inputs) {
                for (int y = 0; y < height; y += side) {
                    for (int x = 0; x < width; x += side) {
                        if (random.nextDouble() < probability) {
                            hide(row, inputs, x, y, side, width, height, scaled, counted);
                        }
                    }
                }
            }
        }

        /** Hides one patch of a row in all channels. */
        private static void hide(
                int row, int inputs, int x, int y, int side, int width, int height, float[] scaled, float[] counted) {
            for (int plane = row; plane < row + inputs; plane += width * height) {
                for (int line = y; line < Math.min(y + side, height); line++) {
                    int start = plane + line * width + x;
                    int end = start + Math.min(side, width - x);
                    Arrays.fill(scaled, start, end, 0);
                    if (counted != null) {
                        Arrays.fill(counted, start, end, 1);
                    }
                }
            }
        }
    }

    /**
     * Distorted images, as Simard, Steinkraus and Platt (2003, section 2) make them, but bilinear and at random.
     *
     * @param shift most pixels, finite, at least 0
     * @param rotation most degrees, from 0 to 180
     * @param scale most of the natural logarithm of the factor, finite, at least 0
     * @param shear most pixels across for each pixel down, finite, at least 0
     */
    record Affine(double shift, double rotation, double scale, double shear) implements Corruption {
        public Affine {
            Numbers.notNegative("the shift of an affine corruption", shift);
            Numbers.notNegative("the rotation of an affine corruption", rotation);
            Numbers.notNegative("the scale of an affine corruption", scale);
            Numbers.notNegative("the shear of an affine corruption", shear);
            if (rotation > 180) {
                throw new InvalidSpecException(
                        "an affine corruption rotates by at most 180 degrees, found " + rotation);
            }
            if (shift + rotation + scale + shear == 0) {
                throw new InvalidSpecException("an affine corruption moves something, found 0 for all; leave it out");
            }
        }

        @Override
        public boolean movesPixels() {
            return true;
        }

        @Override
        public void corrupt(Schema schema, float[] scaled, int from, int to, float[] counted, RandomGenerator random) {
            var image = (ImageSchema) schema;
            for (int row = from; row < to; row += image.size()) {
                float[] source = Arrays.copyOfRange(scaled, row, row + image.size());
                Warp.draw(this, random).apply(image, source, scaled, row);
            }
        }
    }

    /**
     * One after the other.
     *
     * @param parts at least 2, none of them a chain or nothing; use {@link Corruption#then}
     */
    record Chain(List<Corruption> parts) implements Corruption {
        public Chain {
            parts = List.copyOf(parts);
            if (parts.size() < 2 || parts.stream().anyMatch(part -> part instanceof Chain || part.isNone())) {
                throw new InvalidSpecException("a chain of corruptions has at least 2 parts, none of them a chain or"
                        + " none; found " + parts);
            }
            if (parts.stream().filter(Corruption::hidesTarget).count() > 1) {
                throw new InvalidSpecException("patches are hidden once in a chain of corruptions, found " + parts);
            }
            boolean hidden = false;
            for (Corruption part : parts) {
                if (hidden && part.movesPixels()) {
                    throw new InvalidSpecException(
                            "an affine corruption stands before patches, whose places count in the" + " loss; found "
                                    + parts);
                }
                hidden |= part.hidesTarget();
            }
        }

        @Override
        public boolean hidesTarget() {
            return parts.stream().anyMatch(Corruption::hidesTarget);
        }

        @Override
        public boolean movesPixels() {
            return parts.stream().anyMatch(Corruption::movesPixels);
        }

        @Override
        public void corrupt(Schema schema, float[] scaled, int from, int to, float[] counted, RandomGenerator random) {
            for (Corruption part : parts) {
                part.corrupt(schema, scaled, from, to, counted, random);
            }
        }
    }
}
