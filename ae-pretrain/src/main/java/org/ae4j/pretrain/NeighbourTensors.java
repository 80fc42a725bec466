package org.ae4j.pretrain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.ModelFileException;
import org.ae4j.file.Tensor;

/**
 * The tensors of a {@link NeighbourClassifier}.
 *
 * @param codes {@code [rows, code]}, at least 1 row
 * @param labels {@code [rows]}: each one's class, from 0
 * @param others those of the encoder
 */
record NeighbourTensors(float[][] codes, int[] labels, List<Tensor> others) {
    private static final String CODES = "reference/codes";
    private static final String LABELS = "reference/classes";

    /** All of them. */
    List<Tensor> all() {
        int width = codes[0].length;
        float[] flat = new float[codes.length * width];
        float[] numbers = new float[labels.length];
        for (int i = 0; i < codes.length; i++) {
            System.arraycopy(codes[i], 0, flat, i * width, width);
            numbers[i] = labels[i];
        }
        var tensors = new ArrayList<>(others);
        tensors.add(Tensor.of(CODES, new long[] {codes.length, width}, flat));
        tensors.add(Tensor.of(LABELS, new long[] {labels.length}, numbers));
        return tensors;
    }

    /**
     * Reads what {@link #all} gives.
     *
     * @param width of a code
     * @param classes how many there are
     * @param source for messages
     * @throws ModelFileException if one is missing or has another shape, or a row's class is none
     */
    static NeighbourTensors read(List<Tensor> tensors, int width, int classes, String source) {
        Tensor codes = named(CODES, tensors, source);
        Tensor labels = named(LABELS, tensors, source);
        long[] shape = codes.shape();
        if (shape.length != 2
                || shape[0] < 1
                || shape[1] != width
                || !Arrays.equals(labels.shape(), new long[] {shape[0]})) {
            throw new ModelFileException(
                    "%s: expected tensors %s of shape [rows, %d] and %s of shape [rows], found %s and %s"
                            .formatted(
                                    source,
                                    CODES,
                                    width,
                                    LABELS,
                                    Arrays.toString(shape),
                                    Arrays.toString(labels.shape())));
        }
        int rows = (int) shape[0];
        float[] flat = codes.values();
        float[] kinds = labels.values();
        float[][] all = new float[rows][];
        int[] numbers = new int[rows];
        for (int i = 0; i < rows; i++) {
            all[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
            float label = kinds[i];
            if (!(label >= 0 && label < classes) || label != Math.rint(label)) {
                throw new ModelFileException("%s: row %d of %s is no class from 0 to %d: %s"
                        .formatted(source, i, LABELS, classes - 1, label));
            }
            numbers[i] = (int) label;
        }
        List<Tensor> others = tensors.stream()
                .filter(tensor -> tensor != codes && tensor != labels)
                .toList();
        return new NeighbourTensors(all, numbers, others);
    }

    private static Tensor named(String name, List<Tensor> tensors, String source) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelFileException(source + ": expected a tensor " + name + ", found none"));
    }
}
