package org.ae4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ae4j.AutoencoderException;

/** Where the demo writes: a folder that is new, empty, or an earlier demo's, as a file in it says. */
final class DemoFolder {
    static final String MARKER = "made-by-ae-demo.txt";

    private final Path folder;

    private DemoFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder and marks it.
     *
     * @throws WrongInput if it holds anything that no demo made; nothing is changed then
     */
    static DemoFolder claim(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new WrongInput(folder + " is a file, expected a folder; choose another by --out");
        }
        try {
            if (Files.isDirectory(folder) && !Files.exists(folder.resolve(MARKER)) && !isEmpty(folder)) {
                throw new WrongInput(
                        folder + " holds something that no earlier demo made; choose another folder by --out");
            }
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(MARKER),
                    "Made by `ae demo`. The next one writes its files over those here; the folder may be deleted.\n");
        } catch (IOException e) {
            throw new AutoencoderException("cannot make folder " + folder + ": " + e, e);
        }
        return new DemoFolder(folder);
    }

    /** The autoencoder. */
    Path model() {
        return folder.resolve("pump.safetensors");
    }

    /** The calibrated detector, the autoencoder inside. */
    Path detector() {
        return folder.resolve("detector.safetensors");
    }

    /** What names the kind of a fault. */
    Path classifier() {
        return folder.resolve("kinds.safetensors");
    }

    /** The rows that are scored, with their labels. */
    Path rows() {
        return folder.resolve("test.csv");
    }

    /** What the detector says of them. */
    Path scores() {
        return folder.resolve("scores.csv");
    }

    /** The faults whose kind the classifier never saw. */
    Path faults() {
        return folder.resolve("faults.csv");
    }

    /** All that was found, as one page. */
    Path page() {
        return folder.resolve("report.html");
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
