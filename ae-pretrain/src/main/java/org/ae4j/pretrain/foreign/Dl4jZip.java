package org.ae4j.pretrain.foreign;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.ae4j.ModelFileException;

/** Reads a network out of a zip of DL4J's: two entries, by their layout, in memory that the size of the file bounds. */
final class Dl4jZip {
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final int MOST_TEXT = 4 << 20;

    /** Weights hardly shrink; what unpacks to more than this many times its size is no weights. */
    private static final long MOST_EXPANSION = 100;

    /** Small files may shrink more. */
    private static final long ALWAYS = 1 << 20;

    private static final Map<String, String> REASONS = Map.of(
            "updaterState.bin", "belongs to a training run",
            "normalizer.bin", "a serialised Java object, which is never read: tell the scaling by ForeignRows",
            "preprocessor.bin", "a serialised Java object, which is never read: tell the scaling by ForeignRows");

    private Dl4jZip() {}

    static ForeignNetwork read(Path file) {
        String name = file.getFileName().toString();
        if (!Files.isRegularFile(file)) {
            throw new ModelFileException(file + " is no file, expected a zip of DL4J's; check the path");
        }
        try (var zip = new ZipFile(file.toFile())) {
            String text = new String(bytes(file, zip, entry(file, zip, CONFIGURATION)), StandardCharsets.UTF_8);
            List<ForeignLayer> layers = ForeignText.layers(name, text);
            ZipEntry coefficients = entry(file, zip, COEFFICIENTS);
            long most = MOST_EXPANSION * Math.min(coefficients.getCompressedSize(), Files.size(file)) + ALWAYS;
            try (InputStream in = new BufferedInputStream(zip.getInputStream(coefficients))) {
                float[] values = new CoefficientsReader(name + ": " + COEFFICIENTS, most).read(in);
                return new ForeignNetwork(name, layers, values, others(zip));
            }
        } catch (ZipException e) {
            throw new ModelFileException(
                    file + " is no zip file that can be read: " + e.getMessage()
                            + "; choose one that DL4J's ModelSerializer wrote",
                    e);
        } catch (IOException e) {
            throw new ModelFileException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static ZipEntry entry(Path file, ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ModelFileException(file + " has no entry " + name + ", expected a zip of DL4J's ModelSerializer");
        }
        return entry;
    }

    private static byte[] bytes(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MOST_TEXT + 1);
            if (bytes.length > MOST_TEXT) {
                throw new ModelFileException("%s: %s has more than %d bytes, which no configuration needs"
                        .formatted(file, entry.getName(), MOST_TEXT));
            }
            return bytes;
        }
    }

    private static Map<String, String> others(ZipFile zip) {
        var names = new ArrayList<String>();
        zip.stream().limit(100).forEach(entry -> names.add(entry.getName()));
        names.removeAll(List.of(CONFIGURATION, COEFFICIENTS));
        var others = new LinkedHashMap<String, String>();
        names.forEach(name -> others.put(printable(name), REASONS.getOrDefault(name, "not needed")));
        return others;
    }

    private static String printable(String name) {
        return (name.length() <= 60 ? name : name.substring(0, 60) + "…").replaceAll("\\p{Cntrl}", "?");
    }
}
