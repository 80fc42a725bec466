package org.ae4j.cli;

import java.util.StringJoiner;
import org.ae4j.data.ImageFormat;
import org.ae4j.data.Spectrogram;
import picocli.CommandLine.Option;

/** How folders of images and of sounds are read. */
final class FolderOptions {
    @Option(
            names = "--resize",
            paramLabel = "HxW",
            description =
                    "Height and width in pixels that the images of a folder are resized to. Default: they have one"
                            + " size.")
    private String size;

    @Option(
            names = "--channels",
            paramLabel = "1|3",
            description = "Read the images of a folder in grey or in colour. Default: in colour if any has some.")
    private Integer channels;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            description = "Samples a second of a folder of sounds. Default: 16000.")
    private Integer rate;

    @Option(
            names = "--spectrogram",
            paramLabel = "WINDOW:HOP",
            description =
                    "Samples of a frame, a power of two, and from one frame of a sound to the next. Default: 256:128.")
    private String window;

    @Option(
            names = "--frames",
            paramLabel = "N",
            description = "Frames that each sound is cut to or filled up to with silence. Default: as many as it has.")
    private Integer frames;

    @Option(
            names = "--mel",
            paramLabel = "N",
            description = "Bands on the mel scale that stand in for a sound's frequencies. Default: all frequencies.")
    private Integer bands;

    @Option(
            names = "--labels-in-names",
            description = "A sound's label is its file's name up to the first _; else it is its subfolder.")
    private boolean labelsInNames;

    /** What the flags say of images. */
    ImageFormat images() {
        ImageFormat format = ImageFormat.defaults();
        if (size != null) {
            int[] sides = numbers("--resize", "HxW", "x", size);
            format = format.resize(sides[0], sides[1]);
        }
        return channels == null ? format : format.channels(channels);
    }

    /** What the flags say of sounds. */
    Spectrogram sounds() {
        Spectrogram settings = Spectrogram.defaults().labelsInNames(labelsInNames);
        if (window != null) {
            int[] samples = numbers("--spectrogram", "WINDOW:HOP", ":", window);
            settings = settings.window(samples[0]).hop(samples[1]);
        }
        settings = rate == null ? settings : settings.rate(rate);
        settings = frames == null ? settings : settings.frames(frames);
        return bands == null ? settings : settings.bands(bands);
    }

    /** Adds the flags as one types them. */
    void addWords(StringJoiner words) {
        DataOptions.add(words, "--resize", size);
        DataOptions.add(words, "--channels", channels);
        DataOptions.add(words, "--rate", rate);
        DataOptions.add(words, "--spectrogram", window);
        DataOptions.add(words, "--frames", frames);
        DataOptions.add(words, "--mel", bands);
        if (labelsInNames) {
            words.add("--labels-in-names");
        }
    }

    private static int[] numbers(String flag, String form, String separator, String text) {
        if (!text.matches("\\d{1,9}" + separator + "\\d{1,9}")) {
            throw new WrongInput(flag + " expects " + form + ", found '" + text + "'");
        }
        String[] numbers = text.split(separator);
        return new int[] {Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])};
    }
}
