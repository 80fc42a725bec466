package org.ae4j.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.zip.ZipFile;

/** Unpacks archives of test data. */
public final class Unzipped {
    private Unzipped() {}

    /** The files of an archive whose names are wanted, under their names in this folder. */
    public static void into(Path folder, Path archive, Predicate<String> wanted) {
        try (var zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream()
                    .filter(one -> !one.isDirectory() && wanted.test(one.getName()))
                    .toList()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (var bytes = zip.getInputStream(entry)) {
                    Files.copy(bytes, file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
