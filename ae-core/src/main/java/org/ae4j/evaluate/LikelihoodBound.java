package org.ae4j.evaluate;

import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;

/**
 * Lower bounds on the log-likelihood that a variational model gives rows: means over the rows, in nats per row, higher is
 * better. They are of the scaled row, at β = 1 whatever the training weighed, without weights of features, and with all
 * constants, such as the normal's ½log(2πσ²), which the training loss leaves out. Of a categorical column it is the
 * probability; of values between 0 and 1 under bernoulli the cross-entropy, as is usual for grey pixels. Missing cells do not
 * count.
 *
 * @param elbo reconstruction − kl (Kingma and Welling 2014, equation 3)
 * @param reconstruction E log p(x|z) over z from q(z|x), by the mean over the samples
 * @param kl KL(q(z|x) ‖ p(z)), in closed form (Kingma and Welling 2014, appendix B)
 * @param importanceWeighted log of the mean of p(x, z) / q(z|x) over the samples (Burda et al. 2016, section 3): the ELBO in
 *     expectation for one sample, nearer to log p(x) the more there are
 * @param samples of each row's code, at least 1
 * @param rows at least 1
 */
public record LikelihoodBound(
        double elbo, double reconstruction, double kl, double importanceWeighted, int samples, int rows) {
    /**
     * Measures a model on samples, on all processors; the same for the same seed.
     *
     * @param k samples of each row's code, at least 1
     * @param seed of the samples; those of a row depend on its place alone
     * @throws org.ae4j.InvalidSpecException if the code is not variational
     * @throws IncompatibleDataException if there are no rows or samples of their codes, the columns are not those of the
     *     model, or it does not know a class
     */
    public static LikelihoodBound of(Autoencoder model, Samples samples, int k, long seed) {
        if (k < 1) {
            throw new IncompatibleDataException("a bound needs at least 1 sample of each row's code, found " + k);
        }
        var variational = model.variational();
        Reconstruction.checkRows("a bound is measured on", samples);
        Samples conformed = samples.conformTo(model.spec().schema(), Imputation.keep());
        var bounds = new RowBounds(model.scaling(), variational, conformed, k, seed);
        int blocks = (samples.rows() - 1) / bounds.rowsAtOnce() + 1;
        IntStream.range(0, blocks).parallel().forEach(block -> {
            int from = block * bounds.rowsAtOnce();
            bounds.measure(from, Math.min(samples.rows(), from + bounds.rowsAtOnce()));
        });
        return bounds.means();
    }
}
