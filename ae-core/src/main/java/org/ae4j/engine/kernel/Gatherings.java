package org.ae4j.engine.kernel;

import org.ae4j.engine.program.Filtering;
import org.ae4j.engine.program.Grid;
import org.ae4j.engine.program.Reshaping;
import org.ae4j.engine.program.Window;
import org.ae4j.layer.RowLayout;

/** The gatherings of stages. */
public final class Gatherings {
    private Gatherings() {}

    /** What a window sees of a grid, place by place. */
    public static Gathering patches(Window window) {
        Grid grid = window.over();
        var builder = new Gathering.Builder();
        for (int i = 0; i < window.places(); i++) {
            int top = i / window.columns() * window.down() - window.top();
            int left = i % window.columns() * window.across() - window.left();
            for (int j = 0; j < window.height() * window.width(); j++) {
                addPixel(builder, grid, top + j / window.width(), left + j % window.width());
            }
        }
        return builder.of(grid.size());
    }

    /** What a window sees at each of its own pixels, one after the other: all places of the first pixel, of the second, … */
    static Gathering[] pixels(Window window) {
        var pixels = new Gathering[window.height() * window.width()];
        for (int j = 0; j < pixels.length; j++) {
            var builder = new Gathering.Builder();
            for (int i = 0; i < window.places(); i++) {
                int top = i / window.columns() * window.down() - window.top();
                int left = i % window.columns() * window.across() - window.left();
                addPixel(builder, window.over(), top + j / window.width(), left + j % window.width());
            }
            pixels[j] = builder.of(window.over().size());
        }
        return pixels;
    }

    private static void addPixel(Gathering.Builder builder, Grid grid, int row, int column) {
        if (row < 0 || row >= grid.height() || column < 0 || column >= grid.width()) {
            builder.zeros(grid.channels());
        } else {
            builder.add((row * grid.width() + column) * grid.channels(), grid.channels());
        }
    }

    /**
     * For each pixel of a convolution's grid the places that see it, {@code [pixels, height, width, across]}: by the window's
     * first pixel, its second, …
     */
    static Gathering places(Filtering stage) {
        Window window = stage.window();
        Grid grid = window.over();
        var builder = new Gathering.Builder();
        for (int i = 0; i < grid.pixels(); i++) {
            for (int j = 0; j < window.height() * window.width(); j++) {
                int down = i / grid.width() + window.top() - j / window.width();
                int across = i % grid.width() + window.left() - j % window.width();
                int row = down / window.down();
                int column = across / window.across();
                boolean isSeen = down >= 0
                        && across >= 0
                        && down % window.down() == 0
                        && across % window.across() == 0
                        && row < window.rows()
                        && column < window.columns();
                if (isSeen) {
                    builder.add((row * window.columns() + column) * stage.across(), stage.across());
                } else {
                    builder.zeros(stage.across());
                }
            }
        }
        return builder.of(window.places() * stage.across());
    }

    /** Weights as {@code [channels, height, width, across]}, from DL4J's {@code [across, channels, height, width]}. */
    static Gathering weightsOfChannels(Filtering stage) {
        int ofFilter = stage.count() / stage.across();
        var builder = new Gathering.Builder();
        for (int i = 0; i < stage.count(); i++) {
            builder.add(i % stage.across() * ofFilter + i / stage.across(), 1);
        }
        return builder.of(stage.count());
    }

    /** Weights as {@code [height, width, channels, across]}, from DL4J's {@code [across, channels, height, width]}. */
    public static Gathering weights(Filtering stage) {
        int channels = stage.window().over().channels();
        int pixels = stage.window().height() * stage.window().width();
        var builder = new Gathering.Builder();
        for (int i = 0; i < stage.count(); i++) {
            int across = i % stage.across();
            int channel = i / stage.across() % channels;
            builder.add((across * channels + channel) * pixels + i / stage.across() / channels, 1);
        }
        return builder.of(stage.count());
    }

    /** The outputs of a stage that only moves numbers. */
    public static Gathering of(Reshaping stage) {
        var builder = new Gathering.Builder();
        if (stage instanceof Reshaping.ToGrid grid) {
            toGrid(grid, builder);
        } else if (stage instanceof Reshaping.ToRows rows) {
            toRows(rows.layout(), builder);
        } else if (stage instanceof Reshaping.Upsampling upsampling) {
            upsampled(upsampling, builder);
        } else if (stage instanceof Reshaping.Framing framing) {
            framed(framing, builder);
        }
        return builder.of(stage.inputs());
    }

    private static void toGrid(Reshaping.ToGrid stage, Gathering.Builder builder) {
        RowLayout layout = stage.layout();
        int pixels = layout.height() * layout.width();
        for (int i = 0; i < pixels; i++) {
            for (int j = 0; j < layout.channels(); j++) {
                builder.add(layout.channelsLast() ? i * layout.channels() + j : j * pixels + i, 1);
            }
            builder.add(layout.size(), stage.told());
        }
    }

    private static void toRows(RowLayout layout, Gathering.Builder builder) {
        int pixels = layout.height() * layout.width();
        for (int i = 0; i < layout.size(); i++) {
            builder.add(layout.channelsLast() ? i : i % pixels * layout.channels() + i / pixels, 1);
        }
    }

    private static void upsampled(Reshaping.Upsampling stage, Gathering.Builder builder) {
        Grid output = stage.output();
        for (int i = 0; i < output.pixels(); i++) {
            addPixel(builder, stage.grid(), i / output.width() / stage.down(), i % output.width() / stage.across());
        }
    }

    private static void framed(Reshaping.Framing stage, Gathering.Builder builder) {
        Grid output = stage.output();
        for (int i = 0; i < output.pixels(); i++) {
            addPixel(builder, stage.grid(), stage.top() + i / output.width(), stage.left() + i % output.width());
        }
    }
}
