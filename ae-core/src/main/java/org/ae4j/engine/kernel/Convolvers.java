package org.ae4j.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.ae4j.engine.program.Filtering;

/** The convolvers of a program's stages, made when they are first asked for. */
final class Convolvers implements AutoCloseable {
    private final Kernels kernels;
    private final LongFunction<Memory> allocation;
    private final boolean hasOneDnn;
    private final List<Convolver> made = new ArrayList<>();

    /** On these kernels and their memory. */
    Convolvers(Kernels kernels, LongFunction<Memory> allocation, boolean hasOneDnn) {
        this.kernels = kernels;
        this.allocation = allocation;
        this.hasOneDnn = hasOneDnn;
    }

    /** That of the stage at this place of its program. */
    Convolver of(int index, Filtering stage) {
        while (made.size() <= index) {
            made.add(null);
        }
        if (made.get(index) == null) {
            made.set(index, make(stage));
        }
        return made.get(index);
    }

    private Convolver make(Filtering stage) {
        var patches = new PatchConvolver(stage, kernels, allocation);
        if (!hasOneDnn) {
            return patches;
        }
        var oneDnn = new OneDnnConvolver(stage, patches, kernels.grids());
        return FewFiltersConvolver.suits(stage) ? new FewFiltersConvolver(stage, kernels, allocation, oneDnn) : oneDnn;
    }

    @Override
    public void close() {
        for (Convolver one : made) {
            if (one != null) {
                one.close();
            }
        }
    }
}
