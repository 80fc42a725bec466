package org.ae4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ae4j.file.Json;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.pretrain.foreign.ForeignEncoder;
import org.ae4j.pretrain.foreign.ForeignNetwork;
import org.ae4j.pretrain.foreign.LoadReport;
import org.ae4j.pretrain.foreign.NameMap;
import org.ae4j.pretrain.foreign.TorchWeights;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.SpecJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An encoder file out of weights that AE4J did not train. */
@Command(
        name = "import",
        sortOptions = false,
        customSynopsis = {
            "ae import --from NET.zip|NET.h5 --layer NAME --out FILE [OPTIONS]",
            "ae import --from W.safetensors --spec FILE --names MAP --out FILE [OPTIONS]"
        },
        header = "Makes an encoder file of weights from elsewhere.",
        description = {
            "From a DL4J zip or a Keras .h5 (which needs deeplearning4j-modelimport on the class path) the layers up to one;"
                    + " from PyTorch's .safetensors the weights by name. Nothing in a file is run. `ae finetune --encoder`"
                    + " takes the result.",
            ""
        },
        footer = {"", "Example:", "  ae import --from net.zip --layer layer2 --out encoder.safetensors"})
final class ImportCommand implements Callable<Integer> {
    @Option(names = "--from", required = true, paramLabel = "F", description = "The file: .zip, .h5 or .safetensors.")
    private Path from;

    @Option(names = "--layer", paramLabel = "NAME", description = "Of a network: the last layer, which gives the code.")
    private String layer;

    @Mixin
    private ForeignRowsOptions rows;

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "Of PyTorch weights: what the layers do, as `ae info --json` prints it of a model.")
    private Path spec;

    @Option(
            names = "--names",
            paramLabel = "MAP",
            description =
                    "Of PyTorch weights: a file of lines such as 'encoder0 <- features.0' (a layer from a module) or"
                            + " 'encoder0/W <- features.0.weight' (one tensor).")
    private Path names;

    @Option(
            names = "--partly",
            description = "Of PyTorch weights: draw what the map does not name, instead of refusing.")
    private boolean partly;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        output.check();
        ForeignEncoder foreign = read();
        try (PretrainedEncoder encoder = PretrainedEncoder.of(foreign)) {
            if (output.force()) {
                encoder.saveReplacing(output.out());
            } else {
                encoder.save(output.out());
            }
            foreign.report().lines().forEach(line -> report.say("%s", line));
            report.say(
                    "encoder of %s to a code of %d written to %s",
                    encoder.spec().schema().describe(),
                    encoder.spec().bottleneck().size(),
                    output.out());
        }
        report.finish(json(foreign.report()));
        return 0;
    }

    private ForeignEncoder read() {
        String name = from.getFileName().toString();
        if (name.endsWith(".safetensors")) {
            require(
                    spec != null && names != null,
                    "PyTorch weights need --spec and --names: the file holds numbers alone");
            require(
                    layer == null && !rows.isGiven(),
                    "--layer, --image, --sequence and --divide are for networks: the"
                            + " specification says what weights are for");
            return weights();
        }
        require(
                name.endsWith(".zip") || name.endsWith(".h5"),
                "--from expects .zip, .h5 or .safetensors, found " + name);
        require(layer != null, "a network needs --layer: the last layer, which gives the code");
        require(spec == null && names == null && !partly, "--spec, --names and --partly are for PyTorch weights");
        ForeignNetwork network = name.endsWith(".zip") ? ForeignNetwork.dl4j(from) : ForeignNetwork.keras(from);
        return rows.isGiven() ? network.encoder(layer, rows.rows()) : network.encoder(layer);
    }

    private ForeignEncoder weights() {
        JsonNode json = Json.parseObject(text(spec), spec.toString());
        AutoencoderSpec own = SpecJson.read(json.has("spec") ? json.path("spec") : json);
        NameMap map = NameMap.parse(text(names));
        TorchWeights weights = TorchWeights.open(from);
        return partly ? weights.partly(own, map, TorchWeights.scaling(own), 1) : weights.encoder(own, map);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new WrongInput(
                    Files.exists(file) ? file + " cannot be read: " + e.getMessage() : file + " does not exist", e);
        }
    }

    private ObjectNode json(LoadReport loaded) {
        ObjectNode json = Json.object();
        ArrayNode names = json.putArray("loaded");
        loaded.loaded().forEach(names::add);
        ObjectNode skipped = json.putObject("skipped");
        loaded.skipped().forEach(skipped::put);
        ArrayNode missing = json.putArray("missing");
        loaded.missing().forEach(missing::add);
        return json.put("encoder", output.out().toString());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new WrongInput(otherwise);
        }
    }
}
