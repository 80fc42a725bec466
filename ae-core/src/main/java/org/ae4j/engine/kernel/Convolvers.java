package org.ae4j.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ae4j.engine.program.Filtering;

/** The convolvers of a program's stages, made when they are first asked for. */
final class Convolvers implements AutoCloseable {
    private final Function<Filtering, Convolver> maker;
    private final List<Convolver> made = new ArrayList<>();

    Convolvers(Function<Filtering, Convolver> maker) {
        this.maker = maker;
    }

    /** That of the stage at this place of its program. */
    Convolver of(int index, Filtering stage) {
        while (made.size() <= index) {
            made.add(null);
        }
        if (made.get(index) == null) {
            made.set(index, maker.apply(stage));
        }
        return made.get(index);
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
