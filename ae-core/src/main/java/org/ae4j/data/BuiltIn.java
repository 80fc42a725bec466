package org.ae4j.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Suggestion;
import org.ae4j.file.CacheFolder;

/** The data that have a name instead of a file. */
final class BuiltIn {
    private static final String TEST = ":test";

    private static final Map<String, ImageSet> IMAGES = Map.of(
            "mnist",
            new ImageSet(
                    URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
            "fashion-mnist",
            new ImageSet(
                    URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"));

    private BuiltIn() {}

    /** Every name. */
    static List<String> names() {
        return List.of("blobs", "sensors", "glyphs", "mnist", "mnist" + TEST, "fashion-mnist", "fashion-mnist" + TEST);
    }

    static Samples read(String name, long seed, Download download) {
        if (!names().contains(name)) {
            throw new IncompatibleDataException(
                    "no built-in data are named '" + name + "'" + Suggestion.forUnknown(name, names()));
        }
        return switch (name) {
            case "blobs" -> Samples.blobs(1000, 2, 3, 1.0, seed).named(name);
            case "sensors" -> Samples.sensors(10_000, seed).named(name);
            case "glyphs" -> Samples.glyphs(10_000, seed).named(name);
            default -> images(name, download);
        };
    }

    private static Samples images(String name, Download download) {
        boolean test = name.endsWith(TEST);
        String set = test ? name.substring(0, name.length() - TEST.length()) : name;
        return IMAGES.get(set)
                .read(test, folders(set, System.getenv()), download)
                .named(name);
    }

    /** Where a set's files are looked for; downloads go to the last. */
    static List<Path> folders(String set, Map<String, String> environment) {
        var folders = new ArrayList<Path>();
        if (environment.containsKey("AE_DATA")) {
            folders.add(Path.of(environment.get("AE_DATA"), set));
        }
        folders.add(CacheFolder.of(set, environment));
        return folders;
    }
}
