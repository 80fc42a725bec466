package org.ae4j.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ae4j.IncompatibleDataException;

/** Reads a folder of WAV files as sequences of spectra. */
final class AudioFolder {
    static final List<String> ENDINGS = List.of(".wav");

    private final Path folder;
    private final Spectrogram settings;

    AudioFolder(Path folder, Spectrogram settings) {
        this.folder = folder;
        this.settings = settings;
    }

    Samples read() {
        ClassFolder content = ClassFolder.list(folder, "sound", ENDINGS);
        var spectra = new Spectra(settings);
        List<String> features = spectra.features();
        float[][] rows = content.files().stream()
                .map(file -> spectra.of(new WavFile(file).read(settings.rate())))
                .toArray(float[][]::new);
        int longest = Arrays.stream(rows).mapToInt(row -> row.length).max().orElseThrow();
        int shortest = Arrays.stream(rows).mapToInt(row -> row.length).min().orElseThrow();
        for (int i = 0; i < rows.length; i++) {
            int length = rows[i].length;
            rows[i] = Arrays.copyOf(rows[i], longest);
            Arrays.fill(rows[i], length, longest, Float.NaN);
        }
        Schema schema = Schema.sequence(features, longest / features.size(), shortest / features.size());
        Samples samples = new Samples(schema, rows, null, DataFile.name(folder), 0);
        List<String> labels = settings.labelsInNames()
                ? content.files().stream().map(AudioFolder::label).toList()
                : content.classes();
        return labels == null ? samples : samples.labels("label", labels);
    }

    private static String label(Path file) {
        String name = DataFile.name(file);
        int end = name.indexOf('_');
        if (end < 1) {
            throw new IncompatibleDataException(
                    ClassFolder.place(file) + " has no label in its name, which would end before the first _");
        }
        return name.substring(0, end);
    }
}
