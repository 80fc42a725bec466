package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BadInputTest {
    private static PretrainedEncoder encoder;

    @BeforeAll
    static void train() {
        encoder = Fixtures.encoder(Fixtures.plain());
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    private static FineTuning<Regressor> regression() {
        return encoder.fineTune().head(Head.regression());
    }

    private static void refused(FineTuning<?> tuning, Samples train, Samples validation, String message) {
        assertThatThrownBy(() -> tuning.fit(train, validation))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }

    private static void refused(FineTuning<?> tuning, Samples train, String message) {
        refused(tuning, train, train.select(), message);
    }

    @Test
    void oneClassOnly() {
        Samples rows = Fixtures.blobs().only("1");
        refused(encoder.fineTune(), rows, "a softmax head needs at least 2 classes, all 30 rows of blobs are '1'");
    }

    @Test
    void labelsMissing() {
        Samples rows = Fixtures.blobs().withoutLabels();
        refused(encoder.fineTune(), rows, "blobs has no labels; name the label column");
        refused(regression(), rows, "blobs has no labels; name the label column");
        refused(encoder.fineTune(), Fixtures.blobs(), rows, "blobs has no labels; name the label column");
    }

    @Test
    void fewerThanTwoRows() {
        refused(encoder.fineTune(), Fixtures.blobs().select(0), "fine-tuning needs at least 2 rows, found 1 in blobs");
        refused(encoder.fineTune(), Fixtures.blobs().select(), "fine-tuning needs at least 2 rows, found 0 in blobs");
    }

    @Test
    void validationLabelUnknownInTraining() {
        Samples rows = Fixtures.blobs();
        Samples others = rows.select(0, 1).labels("cluster", List.of("0", "7"));
        refused(
                encoder.fineTune(),
                rows,
                others,
                "blobs: row 1 has the label '7', which no training row has; did you mean '0'? (known: 0, 1, 2)");
    }

    @Test
    void columnsOfAnotherEncoder() {
        Samples five = Samples.blobs(20, 5, 2, 1, 1);
        refused(encoder.fineTune(), five, "model expects 6 features, blobs has 5");
        try (Classifier classifier =
                encoder.fineTune().plan(Fixtures.plan()).fit(Fixtures.blobs()).model()) {
            assertThatThrownBy(() -> classifier.predict(five))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("model expects 6 features, blobs has 5");
            assertThatThrownBy(() -> classifier.predict(new float[] {1, 2}))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("array: row 0 has 2 values, expected 6 (6 numeric columns)");
            assertThatThrownBy(() -> classifier.accuracy(Fixtures.blobs().select()))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("accuracy needs at least 1 row, blobs has none");
            assertThatThrownBy(() -> classifier.accuracy(Fixtures.blobs().withoutLabels()))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("blobs has no labels; name the label column");
        }
    }

    @Test
    void elevenColumnsForAnEncoderOfTwelve() {
        Samples twelve = Samples.blobs(20, 12, 2, 1, 1);
        Samples eleven = Samples.blobs(20, 11, 2, 1, 1);
        try (Autoencoder model = Trainer.of(Presets.dense(twelve.schema()).code(2), Fixtures.plan())
                        .fit(twelve)
                        .model();
                PretrainedEncoder whole = PretrainedEncoder.of(model);
                PretrainedEncoder cut = whole.cutAfter(whole.blocks().get(0))) {
            for (PretrainedEncoder one : List.of(whole, cut)) {
                assertThatThrownBy(() -> one.encode(eleven))
                        .isInstanceOf(IncompatibleDataException.class)
                        .hasMessage("model expects 12 features, blobs has 11");
                assertThatThrownBy(() -> one.encode(new float[11]))
                        .isInstanceOf(IncompatibleDataException.class)
                        .hasMessage("array: row 0 has 11 values, expected 12 (12 numeric columns)");
                refused(one.fineTune(), eleven, "model expects 12 features, blobs has 11");
            }
            assertThatThrownBy(() -> NeighbourClassifier.of(whole, eleven, CodeDistance.COSINE))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("model expects 12 features, blobs has 11");
        }
    }

    @Test
    void imagesOfAnotherSize() {
        Samples larger =
                Samples.of(Schema.image(1, 8, 9), new float[4][72]).labels("kind", List.of("a", "b", "a", "b"));
        try (PretrainedEncoder fashion = PretrainedEncoders.fashionMnist()) {
            assertThatThrownBy(() -> fashion.encode(larger))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("model expects images of 1×28×28, array has images of 1×8×9");
            refused(fashion.fineTune(), larger, "model expects images of 1×28×28, array has images of 1×8×9");
            assertThatThrownBy(() -> fashion.encode(new float[72]))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("array: row 0 has 72 values, expected 784 (images of 1×28×28)");
        }
    }

    @Test
    void namesOfEncodersAreNoPaths() {
        assertThatThrownBy(() -> PretrainedEncoders.named("../digits"))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "no encoder of AE4J is named '../digits'; did you mean 'digits'? (known: fashion-mnist, digits)");
    }

    @Test
    void regressionOnTexts() {
        Samples rows = Fixtures.blobs().select(0, 1, 2).labels("y", List.of("1", "warm", "3"));
        refused(regression(), rows, "blobs: row 1 has the label 'warm', expected a number");
    }

    @Test
    void regressionOnOneNumber() {
        Samples rows = Fixtures.blobs().labels("y", Collections.nCopies(90, "2.5"));
        refused(regression(), rows, "a regression head needs labels that differ, all 90 rows of blobs have 2.5");
    }

    @Test
    void weightOfAnUnknownClass() {
        refused(
                encoder.fineTune().classWeights(ClassWeights.of(Map.of("9", 2.0))),
                Fixtures.blobs(),
                "a weight is given for class '9', which no training row has; did you mean '0'? (known: 0, 1, 2)");
    }

    @Test
    void weightThatIsNone() {
        assertThatThrownBy(() -> ClassWeights.of(Map.of("1", 0.0)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the weight of class '1' is a finite number above 0, found 0.0");
    }

    @Test
    void weightsOfNumbers() {
        assertThatThrownBy(
                        () -> regression().classWeights(ClassWeights.balanced()).fit(Fixtures.numbers()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("class weights need a softmax head, found a regression head");
    }

    @Test
    void hiddenLayerWithoutUnits() {
        assertThatThrownBy(() -> Head.softmax().hidden(4, 0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("a head's hidden layer has a width of at least 1, found 0");
    }

    @Test
    void patienceWithoutValidationRows() {
        assertThatThrownBy(() ->
                        encoder.fineTune().plan(Fixtures.plan().patience(3)).fit(Fixtures.blobs()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("patience needs validation rows, found none; hold some out, or set patience 0");
    }

    @Test
    void useAfterClosing() {
        PretrainedEncoder closed = Fixtures.encoder(Fixtures.plain());
        Classifier classifier =
                closed.fineTune().plan(Fixtures.plan()).fit(Fixtures.blobs()).model();
        closed.close();
        classifier.close();
        classifier.close();
        assertThatThrownBy(() -> closed.encode(Fixtures.blobs()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model is closed");
        assertThatThrownBy(() -> classifier.predict(Fixtures.blobs()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model is closed");
    }
}
