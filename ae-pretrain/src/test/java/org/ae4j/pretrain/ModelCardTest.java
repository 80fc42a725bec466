package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ae4j.InvalidSpecException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Column;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.file.Json;
import org.ae4j.file.ModelFile;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.ae4j.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {
    private static final Description SAID = Description.none()
            .name("three clusters")
            .licence("MIT")
            .source("https://example.org/blobs")
            .text("For tests.\nNot for pumps.");

    @TempDir
    Path folder;

    @Test
    void whatIsSaidAndMeasuredIsStoredAndComesBack() throws IOException {
        Path file = folder.resolve("e.safetensors");
        Path again = folder.resolve("again.safetensors");
        try (PretrainedEncoder encoder =
                Fixtures.encoder(Fixtures.everything()).describedAs(SAID).metrics(Map.of("accuracy", 0.875))) {
            encoder.save(file);
            try (PretrainedEncoder loaded = PretrainedEncoder.load(file)) {
                assertThat(loaded.card()).usingRecursiveComparison().isEqualTo(encoder.card());
                assertThat(loaded.encode(Fixtures.blobs())).isDeepEqualTo(encoder.encode(Fixtures.blobs()));
                loaded.save(again);
            }
        }
        assertThat(Files.mismatch(file, again)).isEqualTo(-1);
        ModelCard card = ModelCard.read(file);
        assertThat(card.description()).isEqualTo(SAID);
        assertThat(card.metrics()).containsExactly(Map.entry("accuracy", 0.875));
        assertThat(card.blocks()).containsExactly("encoder0", "encoder1", "code");
        assertThat(card.code()).isEqualTo(4);
        assertThat(card.parameters()).isEqualTo(180);
    }

    @Test
    void theCardOfAnAutoencoderIsThatOfItsEncoderWithItsMetrics() {
        Path file = folder.resolve("a.safetensors");
        try (Autoencoder model = Fixtures.autoencoder(Fixtures.everything()).withMetrics(Map.of("testMse", 0.5));
                PretrainedEncoder encoder = PretrainedEncoder.of(model)) {
            model.save(file);
            assertThat(ModelCard.read(file)).usingRecursiveComparison().isEqualTo(encoder.card());
            assertThat(encoder.card().metrics()).containsEntry("testMse", 0.5);
            assertThat(encoder.card().parameters()).isEqualTo(180);
        }
    }

    @Test
    void filesWithoutACardStillLoad() {
        Path file = folder.resolve("old.safetensors");
        try (PretrainedEncoder encoder = Fixtures.encoder(Fixtures.plain()).metrics(Map.of())) {
            encoder.save(file);
        }
        ObjectNode manifest = ModelFile.read(file).content();
        assertThat(manifest.has("card")).isFalse();
        assertThat(manifest.has("metrics")).isFalse();
        assertThat(ModelCard.read(file).description()).isEqualTo(Description.none());
        assertThat(ModelCard.read(file).metrics()).isEmpty();
        assertThat(ModelCard.read(file).markdown())
                .startsWith("# Encoder (dense)\n")
                .contains("| unknown | unknown |")
                .contains("## Metrics\n\nNone are recorded.\n");
    }

    @Test
    void theMarkdownSaysWhatATableMustHave() {
        Schema schema = Schema.table(List.of(
                Column.numeric("bar|psi"), Column.numeric("<b>"), Column.categorical("state", List.of("on", "o_f"))));
        Samples rows = Samples.of(schema, new float[][] {{1, 2, 0}, {3, 6, 1}, {2, 4, 1}});
        AutoencoderSpec spec =
                Presets.dense(schema).scaling(Scaling.minMax()).hidden(3).code(1);
        try (Autoencoder model = Trainer.of(spec, Fixtures.plan()).fit(rows).model();
                PretrainedEncoder encoder =
                        PretrainedEncoder.of(model).describedAs(SAID).metrics(Map.of("knn_accuracy", 2 / 3.0))) {
            assertThat(encoder.card().markdown())
                    .startsWith("""
                    # three clusters

                    For tests.
                    Not for pumps.

                    ## Terms

                    | licence | source |
                    | --- | --- |
                    | MIT | https://example.org/blobs |

                    ## Expects

                    Tables with these columns, found by their names in whatever order: raw units, brought onto 0 to 1 inside by \
                    the training rows' smallest and largest value.

                    | column | kind | smallest | largest |
                    | --- | --- | --- | --- |
                    | bar\\|psi | number | 1 | 3 |
                    | &lt;b> | number | 2 | 6 |
                    | state | one of: on, o\\_f |  |  |

                    ## Gives

                    1 number a row, what the block code gives.

                    ## Layers

                    The encoder of a `dense` autoencoder: the blocks encoder0, code, 19 parameters.

                    ## Metrics

                    | figure | value |
                    | --- | --- |
                    | knn\\_accuracy | 0.6667 |

                    ## Training

                    | what |  |
                    | --- | --- |
                    | rows | 3 |
                    | SHA-256 of the rows | %s |
                    | SHA-256 of the rows before, that training went on from | none: weights began at random |
                    | engine | compiled |

                    ## Specification

                    ```json
                    {
                      "preset" : "dense",
                    """.formatted(rows.fingerprint()))
                    .contains("\n## Plan\n\n```json\n{\n  \"epochs\" : 3,\n")
                    .endsWith("\n}\n```\n");
        }
    }

    @Test
    void theMarkdownSaysWhichImagesAndSequencesItTakes() {
        assertThat(expected(
                        Samples.glyphs(20, 1),
                        Presets.dense(Schema.image(1, 28, 28)).hidden(2)))
                .contains(
                        "Images of 28×28 pixels (height, width) with 1 channel, laid out as [channels, height, width]:"
                                + " raw pixels 0 to 255, divided by 255 inside.\n\n## Gives\n");
        Samples series =
                Samples.of(Schema.sequence(List.of("u"), 3, 2), new float[][] {{1, 2, 3}, {3, 2, Float.NaN}, {1, 2, 2}
                });
        assertThat(expected(series, Presets.recurrent(series.schema())))
                .contains(
                        "Sequences of 2 to 3 steps with these features at each, laid out as [steps, features]: raw units,"
                                + " standardised inside by the training rows' mean and deviation.\n\n"
                                + "| column | kind | mean | standard deviation |\n| --- | --- | --- | --- |\n"
                                + "| u | number | 2 | 0.7071 |\n");
    }

    private static String expected(Samples rows, AutoencoderSpec spec) {
        try (Autoencoder model = Trainer.of(spec, Fixtures.plan())
                        .fit(rows.withoutLabels())
                        .model();
                PretrainedEncoder encoder = PretrainedEncoder.of(model)) {
            return encoder.card().markdown();
        }
    }

    @Test
    void whatCannotBeSaidIsRefused() {
        assertThatThrownBy(() -> Description.none().licence("MIT\nor so"))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("an encoder's licence has no control characters, found U+000A");
        assertThatThrownBy(() -> Description.none().text("red: \u001b[31m"))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("an encoder's text has no control characters but line ends, found U+001B");
        assertThatThrownBy(() -> Description.none().name("n".repeat(1001)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("an encoder's name has at most 1,000 characters, found 1,001");
        try (PretrainedEncoder encoder = Fixtures.encoder(Fixtures.plain())) {
            assertThatThrownBy(() -> encoder.metrics(Map.of("accuracy", Double.NaN)))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage("an encoder's metrics are finite numbers with names, found 'accuracy' = NaN");
        }
    }

    @Test
    void aForgedCardIsRefused() {
        Path file = folder.resolve("forged.safetensors");
        try (PretrainedEncoder encoder = Fixtures.encoder(Fixtures.plain()).describedAs(SAID)) {
            encoder.save(file);
        }
        ModelFile stored = ModelFile.read(file);
        ObjectNode manifest = stored.content();
        manifest.set("card", Json.object().put("name", "\u0007"));
        new ModelFile("encoder", manifest, stored.tensors()).write(file, true);
        assertThatThrownBy(() -> PretrainedEncoder.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        "forged.safetensors was not written by this version of AE4J: an encoder's name has no control"
                                + " characters, found U+0007");
    }
}
