package org.ae4j.data;

import java.util.Arrays;
import java.util.Objects;
import org.ae4j.IncompatibleDataException;

/**
 * Windows over one long series: the sequences to train on and to score, and the way back from what was found of windows to
 * the steps of the series. Immutable.
 */
public final class Windows {
    private final Samples samples;
    private final SequenceForm.Sliding form;
    private final int steps;

    Windows(Samples samples, SequenceForm.Sliding form, int steps) {
        this.samples = samples;
        this.form = form;
        this.steps = steps;
    }

    /**
     * Windows that were read as such, by {@link CsvFormat#sequences}: their series ends with the last of them.
     *
     * @param samples windows of one series in order of time
     * @param form that they were read by
     * @throws IncompatibleDataException if the samples are no sequences of the form's length
     */
    public static Windows of(Samples samples, SequenceForm.Sliding form) {
        boolean isOfLength = samples.schema() instanceof SequenceSchema sequence && sequence.steps() == form.length();
        if (!isOfLength) {
            throw new IncompatibleDataException("expected windows of %d steps, found %s"
                    .formatted(form.length(), samples.schema().describe()));
        }
        int steps = samples.rows() == 0 ? 0 : (samples.rows() - 1) * form.step() + form.length();
        return new Windows(samples, form, steps);
    }

    /** The windows as sequences of one length, in order of time; each has the label of its last step, if there are labels. */
    public Samples samples() {
        return samples;
    }

    /** How many steps a window has. */
    public int length() {
        return form.length();
    }

    /** How many steps the series has. */
    public int steps() {
        return steps;
    }

    /**
     * The step of the series, from 0, at which a window begins.
     *
     * @throws IndexOutOfBoundsException if there is no such window
     */
    public int start(int window) {
        Objects.checkIndex(window, samples.rows());
        return window * form.step();
    }

    /**
     * For each step of the series the mean of what the windows that cover it say: {@code [windows] → [steps]}. NaN for steps
     * that none covers, such as those behind the last window.
     *
     * @param perWindow one number a window, such as its score
     * @throws IncompatibleDataException if there are more or fewer numbers than windows
     */
    public double[] perStep(double[] perWindow) {
        require("windows", samples.rows(), perWindow.length);
        double[][] same = new double[perWindow.length][length()];
        for (int i = 0; i < same.length; i++) {
            Arrays.fill(same[i], perWindow[i]);
        }
        return perStep(same);
    }

    /**
     * For each step of the series the mean of what the windows that cover it say of that step: {@code [windows, length] →
     * [steps]}. NaN for steps that none covers.
     *
     * @param perWindowStep one number for each step of each window, such as its error
     * @throws IncompatibleDataException if there are more or fewer numbers
     */
    public double[] perStep(double[][] perWindowStep) {
        require("windows", samples.rows(), perWindowStep.length);
        double[] sums = new double[steps];
        int[] counts = new int[steps];
        for (int i = 0; i < perWindowStep.length; i++) {
            require("steps of window " + i, length(), perWindowStep[i].length);
            for (int j = 0; j < length(); j++) {
                sums[start(i) + j] += perWindowStep[i][j];
                counts[start(i) + j]++;
            }
        }
        Arrays.setAll(sums, i -> sums[i] / counts[i]);
        return sums;
    }

    private static void require(String what, int expected, int found) {
        if (expected != found) {
            throw new IncompatibleDataException(
                    "expected %d numbers, one for each of the %s, found %d".formatted(expected, what, found));
        }
    }
}
