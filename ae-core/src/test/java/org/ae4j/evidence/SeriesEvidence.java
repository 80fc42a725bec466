package org.ae4j.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Samples;
import org.ae4j.data.Windows;
import org.ae4j.evaluate.Pca;
import org.ae4j.evaluate.RankingQuality;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.RowErrors;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * The series with known causes of the Numenta Anomaly Benchmark by windows of 48 steps, one every 2 steps: a preset with its
 * defaults learns all windows of a series without labels; the score of a step is the mean squared error of the windows that
 * cover it. Prints the AUROC of steps inside labelled windows, and the share of labelled windows in which a step is flagged at
 * one false alarm a day or fewer, a false alarm being a run of flagged steps outside of them; beside both those of PCA with as
 * many components on the same windows.
 *
 * <p>Arguments: a preset, the code's size, then seeds. With {@code AE_DATA} set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.evidence.SeriesEvidence \
 *     -Dexec.classpathScope=test -Dexec.args="convolutional 8 1 2 3"
 * </pre>
 */
public final class SeriesEvidence {
    private static final int LENGTH = 48;
    private static final int STEP = 2;
    private static final String GROUP = "realKnownCause";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS]");

    private SeriesEvidence() {}

    /** A stretch of time in which something is labelled as wrong. */
    private record Labelled(LocalDateTime from, LocalDateTime to) {
        boolean holds(LocalDateTime time) {
            return !time.isBefore(from) && !time.isAfter(to);
        }
    }

    /** What a score of steps is worth. */
    private record Quality(double auroc, int hits, int windows) {}

    /** Takes preset, code and seeds. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(System.getenv("AE_DATA"), "nab");
        JsonNode labels = new ObjectMapper()
                .readTree(folder.resolve("labels/combined_windows.json").toFile());
        List<Path> files;
        try (Stream<Path> all = Files.list(folder.resolve(GROUP))) {
            files = all.sorted().toList();
        }
        for (String seed : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            List<Quality> ours = new ArrayList<>();
            List<Quality> pcas = new ArrayList<>();
            for (Path file : files) {
                String name = file.getFileName().toString().replace(".gz", "");
                List<Labelled> wrong = new ArrayList<>();
                labels.path(GROUP + "/" + name)
                        .forEach(one -> wrong.add(new Labelled(
                                LocalDateTime.parse(one.get(0).asText(), TIME),
                                LocalDateTime.parse(one.get(1).asText(), TIME))));
                measure(file, wrong, arguments[0], Integer.parseInt(arguments[1]), Long.parseLong(seed), ours, pcas);
                System.out.println(name + ": " + ours.get(ours.size() - 1) + ", PCA " + pcas.get(pcas.size() - 1));
            }
            print(arguments[0] + ", seed " + seed, ours);
            print("PCA", pcas);
        }
    }

    private static void print(String who, List<Quality> all) {
        System.out.printf(
                Locale.ROOT,
                "%s: mean AUROC %.3f, hit %d of %d labelled windows%n",
                who,
                all.stream().mapToDouble(Quality::auroc).average().orElseThrow(),
                all.stream().mapToInt(Quality::hits).sum(),
                all.stream().mapToInt(Quality::windows).sum());
    }

    private static void measure(
            Path file, List<Labelled> wrong, String preset, int code, long seed, List<Quality> ours, List<Quality> pcas)
            throws IOException {
        List<LocalDateTime> times = times(file);
        Windows windows =
                Samples.csv(file, CsvFormat.defaults().ignore("timestamp")).windows(LENGTH, STEP);
        AutoencoderSpec spec = Presets.named(preset, windows.samples().schema()).code(code);
        TrainingPlan plan = TrainingPlan.defaultsFor(spec).seed(seed).threads(1).referenceCodes(0);
        try (Autoencoder model = Trainer.of(spec, plan).fit(windows.samples()).model()) {
            double[] errors = new RowErrors(model, windows.samples()).clean();
            ours.add(quality(windows.perStep(errors), times, wrong));
            Pca pca = Pca.fit(model.scaling(), windows.samples(), code);
            pcas.add(quality(windows.perStep(pca.rowErrors(windows.samples())), times, wrong));
        }
    }

    private static List<LocalDateTime> times(Path file) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file))))) {
            return lines.lines()
                    .skip(1)
                    .map(line -> LocalDateTime.parse(line.substring(0, line.indexOf(',')), TIME))
                    .toList();
        }
    }

    private static Quality quality(double[] scores, List<LocalDateTime> times, List<Labelled> wrong) {
        int steps = (int) Arrays.stream(scores).takeWhile(Double::isFinite).count(); // the last few have no window
        double[] covered = Arrays.copyOf(scores, steps);
        int[] inside = new int[steps]; // 1 + the labelled window's index
        boolean[] positive = new boolean[steps];
        for (int i = 0; i < steps; i++) {
            for (int j = 0; j < wrong.size(); j++) {
                inside[i] = wrong.get(j).holds(times.get(i)) ? 1 + j : inside[i];
            }
            positive[i] = inside[i] > 0;
        }
        double days = Duration.between(times.get(0), times.get(steps - 1)).toHours() / 24.0;
        double[] thresholds = Arrays.stream(covered).distinct().sorted().toArray();
        int hits = 0;
        for (int i = thresholds.length - 1; i >= 0; i--) {
            if (falseAlarms(covered, inside, thresholds[i]) > days) {
                break;
            }
            hits = hits(covered, inside, thresholds[i], wrong.size());
        }
        return new Quality(RankingQuality.of(covered, positive).auroc(), hits, wrong.size());
    }

    private static int falseAlarms(double[] scores, int[] inside, double threshold) {
        int alarms = 0;
        boolean isOn = false;
        for (int i = 0; i < scores.length; i++) {
            boolean isFlagged = inside[i] == 0 && scores[i] >= threshold;
            alarms += isFlagged && !isOn ? 1 : 0;
            isOn = isFlagged;
        }
        return alarms;
    }

    private static int hits(double[] scores, int[] inside, double threshold, int windows) {
        boolean[] hit = new boolean[windows + 1];
        for (int i = 0; i < scores.length; i++) {
            hit[inside[i]] |= scores[i] >= threshold;
        }
        int count = 0;
        for (int j = 1; j <= windows; j++) {
            count += hit[j] ? 1 : 0;
        }
        return count;
    }
}
