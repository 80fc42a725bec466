package org.ae4j.engine.kernel;

import org.ae4j.engine.program.Nonlinearity;

/** {@link LstmKernels} by their formulas, number by number. */
final class DoubleLstm implements LstmKernels {
    @Override
    public void forward(
            LstmMemory memory,
            long at,
            long before,
            int row,
            int rows,
            Memory bias,
            long biasAt,
            Memory output,
            long outputAt,
            int outputWidth) {
        int units = memory.units();
        for (int k = 0; k < rows * units; k++) {
            double[] z = new double[4];
            for (int gate = 0; gate < 4; gate++) {
                double added = bias != null
                        ? doubles(bias).get(biasAt + (long) gate * units + k % units)
                        : doubles(memory.repeated()).get(gate * memory.repeatedStride() + (long) row * units + k);
                z[gate] = doubles(memory.gates()).get(gate * memory.stride() + at + k) + added;
            }
            double i = Math.tanh(z[0]);
            double f = Nonlinearity.SIGMOID.value(z[1]);
            double o = Nonlinearity.SIGMOID.value(z[2]);
            double g = Nonlinearity.SIGMOID.value(z[3]);
            double c = f * (before < 0 ? 0 : doubles(memory.cells()).get(before + k)) + g * i;
            double squashed = Math.tanh(c);
            setGates(memory.gates(), memory.stride(), at + k, i, f, o, g);
            doubles(memory.cells()).set(at + k, c);
            if (memory.squashed() != null) {
                doubles(memory.squashed()).set(at + k, squashed);
            }
            doubles(output).set(outputAt + (long) (k / units) * outputWidth + k % units, o * squashed);
        }
    }

    @Override
    public void backward(
            LstmMemory memory,
            long at,
            long before,
            int row,
            int rows,
            boolean isLast,
            Memory d,
            long dAt,
            int dWidth) {
        int units = memory.units();
        for (int k = 0; k < rows * units; k++) {
            long place = (long) row * units + k;
            double i = gate(memory, 0, at + k);
            double f = gate(memory, 1, at + k);
            double o = gate(memory, 2, at + k);
            double g = gate(memory, 3, at + k);
            double squashed = doubles(memory.squashed()).get(at + k);
            double ofOutput = doubles(d).get(dAt + (long) (k / units) * dWidth + k % units);
            double handed = isLast ? 0 : doubles(memory.cellGradients()).get(place);
            double ofCell = ofOutput * o * (1 - squashed * squashed) + handed;
            double cellBefore = before < 0 ? 0 : doubles(memory.cells()).get(before + k);
            double[] gradients = {
                ofCell * g * (1 - i * i),
                ofCell * cellBefore * f * (1 - f),
                ofOutput * squashed * o * (1 - o),
                ofCell * i * g * (1 - g)
            };
            setGates(
                    memory.gateGradients(),
                    memory.stride(),
                    at + k,
                    gradients[0],
                    gradients[1],
                    gradients[2],
                    gradients[3]);
            if (before >= 0) {
                doubles(memory.cellGradients()).set(place, ofCell * f);
            }
            for (int gate = 0; memory.repeatedGradients() != null && gate < 4; gate++) {
                DoubleMemory sums = doubles(memory.repeatedGradients());
                long sum = gate * memory.repeatedStride() + place;
                sums.set(sum, gradients[gate] + (isLast ? 0 : sums.get(sum)));
            }
        }
    }

    @Override
    public void turn(Memory from, long at, int rows, int columns, Memory to, long toAt) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                doubles(to).set(toAt + (long) j * rows + i, doubles(from).get(at + (long) i * columns + j));
            }
        }
    }

    private static double gate(LstmMemory memory, int gate, long at) {
        return doubles(memory.gates()).get(gate * memory.stride() + at);
    }

    private static void setGates(Memory gates, long stride, long at, double i, double f, double o, double g) {
        doubles(gates).set(at, i);
        doubles(gates).set(stride + at, f);
        doubles(gates).set(2 * stride + at, o);
        doubles(gates).set(3 * stride + at, g);
    }

    private static DoubleMemory doubles(Memory memory) {
        return (DoubleMemory) memory;
    }
}
