package org.ae4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ae4j.IncompatibleDataException;

/**
 * The files of a folder: directly in it, or in one subfolder a class. Hidden ones, whose names begin with a dot, are left
 * out.
 *
 * @param files sorted by their paths
 * @param classes the name of each file's subfolder; null where there are no subfolders
 */
record ClassFolder(List<Path> files, List<String> classes) {
    /**
     * Lists the files.
     *
     * @param noun what they are, for messages, such as {@code "image"}
     * @param endings what their names may end in, in lower case
     * @throws IncompatibleDataException if the folder is none, has no such files, has others, or has files beside subfolders
     */
    static ClassFolder list(Path folder, String noun, List<String> endings) {
        if (!Files.isDirectory(folder)) {
            throw new IncompatibleDataException(folder
                    + (Files.exists(folder) ? " is a file, expected a folder of " + noun + "s" : " does not exist"));
        }
        List<Path> files = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        List<Path> entries = entries(folder);
        for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
                for (Path file : entries(entry)) {
                    files.add(require(file, noun, endings));
                    classes.add(DataFile.name(entry));
                }
            } else {
                files.add(require(entry, noun, endings));
            }
        }
        if (files.isEmpty()) {
            throw new IncompatibleDataException(
                    "%s has no %ss, whose names end in %s".formatted(folder, noun, String.join(", ", endings)));
        }
        if (!classes.isEmpty() && classes.size() < files.size()) {
            throw new IncompatibleDataException(
                    "%s has %ss both in it and in subfolders; put all into it, or each into the subfolder of its class"
                            .formatted(folder, noun));
        }
        return new ClassFolder(files, classes.isEmpty() ? null : classes);
    }

    /** The file's path from the folder's parent on, for messages. */
    static String place(Path file) {
        Path parent = file.getParent();
        return parent == null ? DataFile.name(file) : DataFile.name(parent) + "/" + DataFile.name(file);
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(entry -> !DataFile.name(entry).startsWith("."))
                    .sorted(Comparator.comparing(DataFile::name))
                    .toList();
        } catch (IOException e) {
            throw new IncompatibleDataException(folder + " cannot be read: " + e, e);
        }
    }

    private static Path require(Path file, String noun, List<String> endings) {
        if (Files.isDirectory(file)) {
            throw new IncompatibleDataException(
                    "%s is a folder within that of a class; name the folder whose subfolders are the classes"
                            .formatted(file));
        }
        String name = DataFile.name(file).toLowerCase(Locale.ROOT);
        if (endings.stream().noneMatch(name::endsWith)) {
            throw new IncompatibleDataException("%s is no %s, its name does not end in %s; move it elsewhere"
                    .formatted(file, noun, String.join(", ", endings)));
        }
        return file;
    }
}
