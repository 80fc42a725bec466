package org.ae4j.cli;

import java.util.stream.IntStream;
import org.ae4j.data.Column;
import org.ae4j.data.Schema;
import org.ae4j.model.Autoencoder;

/** The columns of a file of codes. */
final class Codes {
    private Codes() {}

    /** {@code code0}, {@code code1}, …. */
    static Schema schema(Autoencoder model) {
        return Schema.table(IntStream.range(0, model.spec().bottleneck().size())
                .mapToObj(i -> Column.numeric("code" + i))
                .toList());
    }
}
