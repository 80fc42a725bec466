package org.ae4j.pretrain.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ae4j.AutoencoderException;
import org.ae4j.InvalidSpecException;
import org.ae4j.Sha256;
import org.ae4j.file.AtomicFile;
import org.ae4j.file.Json;

/**
 * A folder of runs that are done, each a small JSON file, written whole or not at all. A run is known by all that decides its
 * figure: specification, plan with its seed, start, rows, measure and its units; a folder may hold those of many experiments.
 */
public final class RunFolder {
    /** Raised when the same recipe would train other weights. */
    private static final int FORMAT = 1;

    private static final String FIGURE = "figure";

    private final Path folder;

    private RunFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder, and makes it where there is none.
     *
     * @throws InvalidSpecException if it is no folder or cannot be made
     */
    public static RunFolder open(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InvalidSpecException(folder + " is a file; runs are kept in a folder");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InvalidSpecException("the folder " + folder + " cannot be made: " + e.getMessage());
        }
        return new RunFolder(folder);
    }

    /**
     * What a run is known by.
     *
     * @param fingerprints of the rows, and the units that errors are measured in
     */
    static String key(Recipe run, String fingerprints, String measure) {
        ObjectNode key = run.json();
        key.put("format", FORMAT);
        key.put("rows", fingerprints);
        key.put("measure", measure);
        return Sha256.hex(Json.write(key).getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /**
     * The figure of a run, empty in itself if the training diverged; empty if the run is not done.
     *
     * @throws InvalidSpecException if its file is not one that was written here
     */
    Optional<OptionalDouble> find(String key) {
        Path file = file(key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode figure =
                    Json.parseObject(Files.readString(file), file.toString()).path(FIGURE);
            if (figure.isNull()) {
                return Optional.of(OptionalDouble.empty());
            }
            if (figure.isNumber()) {
                return Optional.of(OptionalDouble.of(figure.doubleValue()));
            }
        } catch (IOException | AutoencoderException e) {
            throw new InvalidSpecException(file + " is no run: " + e.getMessage() + "; delete it to run it again");
        }
        throw new InvalidSpecException(file + " is no run: it has no figure; delete it to run it again");
    }

    void keep(String key, String variant, long seed, String measure, OptionalDouble figure) {
        ObjectNode json = Json.object();
        json.put("variant", variant);
        json.put("seed", seed);
        json.put("measure", measure);
        if (figure.isPresent()) {
            json.put(FIGURE, figure.getAsDouble());
        } else {
            json.putNull(FIGURE);
        }
        byte[] text = (Json.pretty(json) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file(key), true, out -> out.write(text));
    }

    private Path file(String key) {
        return folder.resolve(key + ".json");
    }
}
