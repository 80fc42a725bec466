package org.ae4j.engine.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ae4j.engine.program.Filtering;
import org.ae4j.engine.program.Window;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/**
 * One of oneDNN's convolutions for a fixed number of rows, with grids pixel by pixel as ours are; weights lie as oneDNN
 * likes them best. For one thread.
 */
final class OneDnnConvolution implements AutoCloseable {
    /** What is computed from the other two of grid, pixels and weights. */
    enum Kind {
        TO_PIXELS,
        TO_GRID,
        GRADIENT
    }

    private final List<Pointer> owned = new ArrayList<>();
    private final FloatMemory.Address address = new FloatMemory.Address();
    private final Filtering stage;
    private final int rows;
    private final stream stream;
    private final memory.desc gridShape;
    private final memory.desc pixelShape;
    private final memory grid;
    private final memory pixels;
    private final memory weights;
    private final memory plainWeights;
    private final primitive convolution;
    private final IntMemoryMap arguments = own(new IntMemoryMap());
    private final primitive laying;
    private final IntMemoryMap layingArguments = own(new IntMemoryMap());
    private int version;

    /**
     * A convolution, or null where oneDNN has none for this stage but its reference.
     *
     * @param rows whose convolutions are one call
     */
    static OneDnnConvolution find(Kind kind, Filtering stage, int rows) {
        try {
            return new OneDnnConvolution(kind, stage, rows);
        } catch (RuntimeException e) { // oneDNN's C++ exceptions are of no other kind
            return null;
        }
    }

    private OneDnnConvolution(Kind kind, Filtering stage, int rows) {
        this.stage = stage;
        this.rows = rows;
        Window window = stage.window();
        gridShape = shape(
                memory.format_tag.nhwc,
                rows,
                channels(),
                window.over().height(),
                window.over().width());
        pixelShape = shape(memory.format_tag.nhwc, rows, stage.across(), window.rows(), window.columns());
        stream = own(new stream(Engine.CPU));
        try (var attributes = new primitive_attr()) {
            attributes.set_scratchpad_mode(scratchpad_mode.user);
            var forward = own(forward(attributes));
            memory.desc weightShape;
            primitive_desc chosen;
            if (kind == Kind.TO_PIXELS) {
                weightShape = forward.weights_desc();
                chosen = forward;
                convolution = own(new convolution_forward(forward));
            } else if (kind == Kind.TO_GRID) {
                var backward = own(toGrid(attributes, forward));
                weightShape = backward.weights_desc();
                chosen = backward;
                convolution = own(new convolution_backward_data(backward));
            } else {
                var backward = own(gradient(attributes, forward));
                weightShape = backward.diff_weights_desc();
                chosen = backward;
                convolution = own(new convolution_backward_weights(backward));
            }
            checkIsGood(chosen);
            grid = own(new memory(gridShape, Engine.CPU, null));
            pixels = own(new memory(pixelShape, Engine.CPU, null));
            weights = own(new memory(own(weightShape), Engine.CPU));
            plainWeights = own(new memory(weightShape(memory.format_tag.oihw), Engine.CPU, null));
            arguments.put(kind == Kind.TO_GRID ? DNNL_ARG_DIFF_SRC : DNNL_ARG_SRC, grid);
            arguments.put(kind == Kind.TO_PIXELS ? DNNL_ARG_DST : DNNL_ARG_DIFF_DST, pixels);
            arguments.put(kind == Kind.GRADIENT ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_WEIGHTS, weights);
            arguments.put(DNNL_ARG_SCRATCHPAD, own(new memory(own(chosen.scratchpad_desc()), Engine.CPU)));
            boolean isRead = kind == Kind.GRADIENT;
            laying = own(isRead ? new reorder(weights, plainWeights) : new reorder(plainWeights, weights));
            layingArguments.put(DNNL_ARG_SRC, isRead ? weights : plainWeights);
            layingArguments.put(DNNL_ARG_DST, isRead ? plainWeights : weights);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private int channels() {
        return stage.window().over().channels();
    }

    private convolution_forward.primitive_desc forward(primitive_attr attributes) {
        var description = own(new convolution_forward.desc(
                prop_kind.forward_training,
                algorithm.convolution_direct,
                gridShape,
                weightShape(memory.format_tag.any),
                pixelShape,
                strides(),
                before(),
                behind()));
        return new convolution_forward.primitive_desc(description, attributes, Engine.CPU);
    }

    private convolution_backward_data.primitive_desc toGrid(
            primitive_attr attributes, convolution_forward.primitive_desc forward) {
        var description = own(new convolution_backward_data.desc(
                algorithm.convolution_direct,
                gridShape,
                weightShape(memory.format_tag.any),
                pixelShape,
                strides(),
                before(),
                behind()));
        return new convolution_backward_data.primitive_desc(description, attributes, Engine.CPU, forward);
    }

    private convolution_backward_weights.primitive_desc gradient(
            primitive_attr attributes, convolution_forward.primitive_desc forward) {
        var description = own(new convolution_backward_weights.desc(
                algorithm.convolution_direct,
                gridShape,
                weightShape(memory.format_tag.any),
                pixelShape,
                strides(),
                before(),
                behind()));
        return new convolution_backward_weights.primitive_desc(description, attributes, Engine.CPU, forward);
    }

    /** Without a word oneDNN takes its reference, or a slow detour, where it has nothing made for the processor. */
    private static void checkIsGood(primitive_desc chosen) {
        String name = chosen.impl_info_str().getString();
        if (!name.startsWith("jit") && !name.startsWith("brgconv")) {
            throw new UnsupportedOperationException(name);
        }
    }

    private memory.desc shape(memory.format_tag order, long... sizes) {
        return own(new memory.desc(sizes, memory.data_type.f32, order));
    }

    private memory.desc weightShape(memory.format_tag order) {
        Window window = stage.window();
        return shape(order, stage.across(), channels(), window.height(), window.width());
    }

    private long[] strides() {
        return new long[] {stage.window().down(), stage.window().across()};
    }

    private long[] before() {
        return new long[] {stage.window().top(), stage.window().left()};
    }

    /** As far as the last places reach beyond the grid; rows and columns that they do not reach are left out. */
    private long[] behind() {
        Window window = stage.window();
        int height = (window.rows() - 1) * window.down() + window.height() - window.top();
        int width = (window.columns() - 1) * window.across() + window.width() - window.left();
        return new long[] {
            Math.max(0, height - window.over().height()),
            Math.max(0, width - window.over().width())
        };
    }

    /**
     * Lays down weights that lie in DL4J's order.
     *
     * @param newVersion of the weights: nothing is done for the one that was laid down before; above 0
     */
    void weights(FloatMemory from, long at, int newVersion) {
        if (newVersion != version) {
            version = newVersion;
            point(plainWeights, from, at, stage.count());
            laying.execute(stream, layingArguments);
        }
    }

    /** Some rows, from {@code row} on in either memory. */
    void run(FloatMemory gridNumbers, FloatMemory pixelNumbers, int row) {
        long size = stage.window().over().size();
        long pixelSize = (long) stage.window().places() * stage.across();
        point(grid, gridNumbers, row * size, rows * size);
        point(pixels, pixelNumbers, row * pixelSize, rows * pixelSize);
        convolution.execute(stream, arguments);
    }

    /** The gradient of the weights that the last run gave, in DL4J's order. */
    void readWeights(FloatMemory into) {
        point(plainWeights, into, 0, stage.count());
        laying.execute(stream, layingArguments);
    }

    private void point(memory to, FloatMemory numbers, long at, long count) {
        to.set_data_handle(address.at(numbers.address(at, count), count));
    }

    private <T extends Pointer> T own(T pointer) {
        owned.add(pointer);
        return pointer;
    }

    @Override
    public void close() {
        Collections.reverse(owned);
        owned.forEach(Pointer::close);
        owned.clear();
    }

    /** Made when the first is asked for. */
    private static final class Engine {
        static final engine CPU = new engine(engine.kind.cpu, 0);
    }
}
