package org.ae4j.engine;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Program;

/** The forward pass of stages in use: running statistics, nothing dropped. */
final class ForwardStages {
    private final List<StageRun> runs;

    /**
     * Of a program with its parameters.
     *
     * @param isRepeated whether several backward passes may follow a forward pass in training
     */
    ForwardStages(Program program, Weights weights, boolean isRepeated) {
        this.runs = IntStream.range(0, program.stages().size())
                .mapToObj(index -> StageRun.of(program, index, weights, isRepeated))
                .collect(Collectors.toUnmodifiableList());
    }

    /** How each stage runs. */
    List<StageRun> runs() {
        return runs;
    }

    /** Runs the first stages on some rows; a dense stage in front of a loss is left at its pre-activations without bias. */
    void run(int stages, Share share) {
        for (int i = 0; i < stages; i++) {
            StageRun run = runs.get(i);
            Memory in = run.input(share);
            Memory out = run.output(share);
            int width = run.stage().outputs();
            if (out != in && run.isInPlace(false)) {
                int steps = run.stage().steps();
                for (int j = 0; j < share.pieces(steps); j++) {
                    Share piece = share.piece(j, steps);
                    share.kernels().copy(in, out, (long) piece.from() * width, piece.rows() * width);
                }
            }
            run.use(share);
        }
    }
}
