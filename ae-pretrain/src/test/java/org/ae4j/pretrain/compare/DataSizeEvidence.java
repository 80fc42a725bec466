package org.ae4j.pretrain.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Download;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.spec.Presets;
import org.ae4j.train.TrainingPlan;

/**
 * What more rows are worth: the dense preset trained on all rows to train on, on a quarter and on a sixteenth of them, with
 * as many steps, measured on the same fifth; ten seeds.
 *
 * <p>Arguments: a CSV file whose last column is a label, or built-in data. From the root:
 *
 * <pre>
 * mvn -q -pl ae-pretrain -am test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=org.ae4j.pretrain.compare.DataSizeEvidence -Dexec.args="digits.csv.gz"
 * </pre>
 */
public final class DataSizeEvidence {
    private static final int SEEDS = 10;

    private DataSizeEvidence() {}

    /** Takes the data. */
    public static void main(String[] arguments) {
        Samples rows = Samples.builtInNames().contains(arguments[0])
                ? Samples.builtIn(arguments[0], 42, Download.REFUSED)
                : Samples.csv(Path.of(arguments[0]), CsvFormat.defaults().label("last"));
        TrainingPlan plan = TrainingPlan.defaults();
        int steps = plan.epochs() * ((rows.rows() * 4 / 5 + plan.batchSize() - 1) / plan.batchSize());
        Recipe recipe = Recipe.of(Presets.dense(rows.schema()), plan.epochs(1).minSteps(steps));
        List<Outcome> outcomes = List.of(1, 4, 16).stream()
                .map(part -> Experiment.of(seed -> some(rows, seed, part), Measure.mse())
                        .seeds(42, SEEDS)
                        .outcome(recipe, new Variant("1/" + part, recipe)))
                .toList();
        Effects effects = Effects.of(
                Measure.mse(),
                LongStream.range(42, 42 + SEEDS).boxed().toList(),
                outcomes.get(0),
                outcomes.subList(1, outcomes.size()));
        System.out.printf("all: mse %s%n", EffectText.figure(effects.baseline()));
        effects.effects()
                .forEach(effect -> System.out.printf(
                        "%s of the rows: mse %s, %s %s %s%n",
                        effect.name(),
                        EffectText.figure(effect.outcome()),
                        EffectText.change(effects.measure(), effect),
                        EffectText.interval(effects.measure(), effect),
                        EffectText.evidence(effect)));
    }

    /** The rows of a seed, but one of so many to train on. */
    private static Parts some(Samples rows, long seed, int part) {
        Parts parts = rows.split(Split.train(0.8).test(0.2).seed(seed));
        Samples train = parts.train();
        int[] first = new int[train.rows() / part];
        for (int i = 0; i < first.length; i++) {
            first[i] = i;
        }
        return new Parts(train.select(first), parts.validation(), parts.calibration(), parts.test());
    }
}
