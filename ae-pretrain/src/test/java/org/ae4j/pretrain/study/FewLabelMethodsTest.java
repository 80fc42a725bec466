package org.ae4j.pretrain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;

class FewLabelMethodsTest {
    private static final TrainingPlan PLAN = TrainingPlan.defaults()
            .epochs(40)
            .batchSize(16)
            .updater(new Adam(1e-2))
            .threads(1);

    @Test
    void everyMethodTellsClassesApartThatLieApart() {
        Samples rows = Samples.blobs(200, 6, 3, 1, 1);
        Samples train = rows.select(IntStream.range(0, 140).toArray());
        Samples test = rows.select(IntStream.range(140, 200).toArray());
        try (PretrainedEncoder encoder = encoder(rows, 4)) {
            List<FewLabelMethod> methods = methods(encoder, train, test);
            assertThat(methods.stream().filter(FewLabelMethod::usesEncoder)).hasSize(5);
            LabelDraw draw = LabelDraw.of(train, test, 5, 1);
            for (FewLabelMethod method : methods) {
                assertThat(method.accuracy(draw)).as(method.name()).hasValueCloseTo(1.0, within(.1));
                assertThat(method.accuracy(draw)).as(method.name()).isEqualTo(method.accuracy(draw));
            }
        }
    }

    @Test
    void methodsLookAtNoLabelsButTheDraws() {
        Samples rows = Samples.blobs(100, 6, 3, 1, 1);
        try (PretrainedEncoder encoder = encoder(rows, 4)) {
            LabelDraw draw = LabelDraw.of(rows, rows, 5, 1);
            List<String> wrong = new ArrayList<>(Collections.nCopies(100, "9"));
            for (int row : draw.labelled()) {
                wrong.set(row, rows.label(row));
            }
            Samples hidden = rows.labels("cluster", wrong);
            var masked = new LabelDraw(hidden, draw.labelled(), rows, 1);
            List<FewLabelMethod> methods = methods(encoder, rows, rows);
            List<FewLabelMethod> same = methods(encoder, hidden, rows);
            for (int i = 0; i < methods.size(); i++) {
                assertThat(same.get(i).accuracy(masked))
                        .as(methods.get(i).name())
                        .isEqualTo(methods.get(i).accuracy(draw));
            }
        }
    }

    @Test
    void inputTooWideForComponentsIsTakenAsItIs() {
        Samples wide = Samples.blobs(30, 2049, 2, 1, 1);
        try (PretrainedEncoder encoder = encoder(wide, 2)) {
            assertThat(methods(encoder, wide, wide))
                    .extracting(FewLabelMethod::name)
                    .contains("input, label propagation", "input, label propagation, then from scratch");
        }
    }

    private static List<FewLabelMethod> methods(PretrainedEncoder encoder, Samples train, Samples test) {
        return FewLabelMethods.usual(encoder.fineTune().plan(PLAN), PLAN, train, test);
    }

    private static PretrainedEncoder encoder(Samples rows, int code) {
        var spec = Presets.dense(rows.schema()).hidden(8).code(code);
        try (Autoencoder model = Trainer.of(spec, PLAN.epochs(3)).fit(rows).model()) {
            return PretrainedEncoder.of(model);
        }
    }
}
