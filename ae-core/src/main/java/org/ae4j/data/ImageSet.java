package org.ae4j.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A published set of labelled images in four files, named as MNIST names them.
 *
 * @param base the address of the folder that they are published in, ending with a slash
 * @param trainImages SHA-256 of {@code train-images-idx3-ubyte.gz}
 * @param trainLabels SHA-256 of {@code train-labels-idx1-ubyte.gz}
 * @param testImages SHA-256 of {@code t10k-images-idx3-ubyte.gz}
 * @param testLabels SHA-256 of {@code t10k-labels-idx1-ubyte.gz}
 */
record ImageSet(URI base, String trainImages, String trainLabels, String testImages, String testLabels) {
    /** One half of the set, its files found as {@link PublishedFile#find} does. */
    Samples read(boolean test, List<Path> folders, Download download) {
        String half = test ? "t10k" : "train";
        var images = new PublishedFile(half + "-images-idx3-ubyte.gz", base, test ? testImages : trainImages);
        var labels = new PublishedFile(half + "-labels-idx1-ubyte.gz", base, test ? testLabels : trainLabels);
        return Samples.idx(images.find(folders, download), labels.find(folders, download));
    }
}
