package org.ae4j.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Spectrogram;
import org.ae4j.data.Split;
import org.ae4j.data.Unzipped;
import org.ae4j.evaluate.NearestNeighbours;
import org.ae4j.evaluate.Pca;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * Free spoken digits as log-magnitude spectrograms of 40 frames and 40 mel bands: the accuracy of the nearest neighbour by the
 * codes of a preset with its defaults, by as many numbers of PCA, and by the spectrograms themselves. Training and test part are
 * 70 and 30 % of each digit, drawn by the seed; no label is trained on.
 *
 * <p>Arguments: a folder to unpack into, a preset, the code's size, then seeds. With {@code AE_DATA} set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.evidence.SpeechEvidence \
 *     -Dexec.classpathScope=test -Dexec.args="FOLDER convolutional 32 1 2 3"
 * </pre>
 */
public final class SpeechEvidence {
    private SpeechEvidence() {}

    /** One seed's accuracies. */
    private record Accuracies(double codes, double pca, double rows) {}

    /** Takes folder, preset, code and seeds. */
    public static void main(String[] arguments) {
        Samples all = recordings(Path.of(arguments[0]));
        List<Accuracies> found = new ArrayList<>();
        for (String seed : Arrays.copyOfRange(arguments, 3, arguments.length)) {
            found.add(measure(all, arguments[1], Integer.parseInt(arguments[2]), Long.parseLong(seed)));
            System.out.println(found.get(found.size() - 1));
        }
        System.out.printf(
                Locale.ROOT,
                "%s: codes %s; PCA %s; spectrograms %s%n",
                arguments[1],
                Mnist.spread(found, Accuracies::codes),
                Mnist.spread(found, Accuracies::pca),
                Mnist.spread(found, Accuracies::rows));
    }

    /** All recordings, labelled by what is said, unpacked into a folder if they are not there. */
    static Samples recordings(Path unpacked) {
        Path folder = unpacked.resolve("fsdd");
        if (!Files.exists(folder)) {
            Path archive = Path.of(System.getenv("AE_DATA"), "fsdd", "fsdd-subset.zip");
            Unzipped.into(folder, archive, name -> name.endsWith(".wav"));
        }
        Spectrogram settings =
                Spectrogram.defaults().rate(8000).bands(40).frames(40).labelsInNames(true);
        return Samples.audio(folder, settings);
    }

    private static Accuracies measure(Samples all, String preset, int code, long seed) {
        Parts parts = all.split(Split.train(.7).test(.3).stratified().seed(seed));
        Samples train = parts.train();
        Samples test = parts.test();
        AutoencoderSpec spec = Presets.named(preset, all.schema()).code(code);
        TrainingPlan plan = TrainingPlan.defaultsFor(spec).seed(seed).threads(1);
        try (Autoencoder model =
                Trainer.of(spec, plan).fit(train.withoutLabels()).model()) {
            Pca pca = Pca.fit(model.scaling(), train, code);
            return new Accuracies(
                    nearest(model.encode(train), train, model.encode(test), test),
                    nearest(pca.encode(train), train, pca.encode(test), test),
                    NearestNeighbours.nearestAccuracy(model.scaling(), train, test, seed));
        }
    }

    private static double nearest(float[][] known, Samples train, float[][] asked, Samples test) {
        Samples from = labelled(known, train);
        FittedScaling asTheyAre = FittedScaling.fit(Scaling.none(), from);
        return NearestNeighbours.nearestAccuracy(asTheyAre, from, labelled(asked, test), 1);
    }

    private static Samples labelled(float[][] codes, Samples rows) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < codes.length; i++) {
            labels.add(rows.label(i));
        }
        return Samples.of(codes).labels("digit", labels);
    }
}
