package org.ae4j.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Samples;
import org.ae4j.file.Json;
import org.ae4j.file.ModelFile;
import org.ae4j.model.FittedSpec;
import org.ae4j.model.NetworkTensors;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;

/**
 * An encoder and the codes of labelled rows: a row's class is that of most of its nearest codes (Cover and Hart 1967), of
 * equally frequent ones that of the nearest. Nothing is trained, so that it is no head of {@link FineTuning}; the encoder
 * may be one that fine-tuning left. Immutable and safe for many threads; takes raw units.
 */
public final class NeighbourClassifier implements AutoCloseable {
    private static final String KIND = "neighbour-classifier";

    private final PretrainedEncoder encoder;
    private final NeighbourVote reference;
    private final List<String> classes;
    private final int neighbours;

    private NeighbourClassifier(
            PretrainedEncoder encoder, NeighbourVote reference, List<String> classes, int neighbours) {
        this.encoder = encoder;
        this.reference = reference;
        this.classes = classes;
        this.neighbours = neighbours;
    }

    /**
     * Keeps the codes of labelled rows; chooses among 1, 3, 5, 9, 15 and 25 neighbours the count by which most of the rows
     * are named rightly by the others.
     *
     * @throws IncompatibleDataException if there are no rows or labels, or the columns are not those of the encoder
     */
    public static NeighbourClassifier of(PretrainedEncoder encoder, Samples rows, CodeDistance distance) {
        NeighbourVote reference = reference(encoder, rows, distance);
        return of(encoder, rows, reference, reference.bestCount());
    }

    /**
     * Keeps the codes of labelled rows.
     *
     * @param encoder copied
     * @param rows raw, at least 1
     * @param distance between codes
     * @param neighbours how many vote, at least 1; more than there are rows is all of them
     * @throws InvalidSpecException if fewer than 1 vote
     * @throws IncompatibleDataException as above
     */
    public static NeighbourClassifier of(
            PretrainedEncoder encoder, Samples rows, CodeDistance distance, int neighbours) {
        if (neighbours < 1) {
            throw new InvalidSpecException("at least 1 neighbour votes, found " + neighbours);
        }
        return of(encoder, rows, reference(encoder, rows, distance), neighbours);
    }

    private static NeighbourClassifier of(
            PretrainedEncoder encoder, Samples rows, NeighbourVote reference, int neighbours) {
        Provenance origin = encoder.provenance();
        var provenance = new Provenance(rows.fingerprint(), rows.rows(), origin.plan(), origin.engine(), origin.data());
        var fitted = new FittedSpec(encoder.spec(), encoder.scaling(), provenance);
        return new NeighbourClassifier(
                new PretrainedEncoder(fitted, encoder.plan(), encoder.parameters()),
                reference,
                rows.classes(),
                neighbours);
    }

    private static NeighbourVote reference(PretrainedEncoder encoder, Samples rows, CodeDistance distance) {
        if (rows.rows() == 0) {
            throw new IncompatibleDataException("neighbours need at least 1 row, " + rows.source() + " has none");
        }
        List<String> classes = rows.classes();
        int[] labels = new int[rows.rows()];
        Arrays.setAll(labels, i -> classes.indexOf(rows.label(i)));
        return new NeighbourVote(encoder.encode(rows), labels, classes.size(), distance);
    }

    /**
     * Reads a classifier from its file.
     *
     * @throws ModelFileException if the file is missing, damaged, of another kind, or its tensors do not fit its
     *     specification and classes
     */
    public static NeighbourClassifier load(Path file) {
        ModelFile stored = ModelFile.read(file, KIND);
        String name = file.getFileName().toString();
        try {
            FittedSpec fitted = FittedSpec.read(stored.content());
            JsonNode head = stored.content().path("head");
            List<String> classes = Classifier.names(head, 1);
            EncoderPlan plan = EncoderPlan.read(stored.content(), fitted.spec());
            var tensors = NeighbourTensors.read(stored.tensors(), plan.width(), classes.size(), name);
            float[] parameters = NetworkTensors.parameters(plan.configuration(), tensors.others(), name);
            int neighbours = head.path("neighbours").intValue();
            if (neighbours < 1) {
                throw new AutoencoderException("head.neighbours is at least 1, found " + head.path("neighbours"));
            }
            CodeDistance distance = distance(head.path("distance").asText());
            var reference = new NeighbourVote(tensors.codes(), tensors.labels(), classes.size(), distance);
            return new NeighbourClassifier(
                    new PretrainedEncoder(fitted, plan, parameters), reference, classes, neighbours);
        } catch (ModelFileException e) {
            throw e;
        } catch (AutoencoderException e) {
            throw new ModelFileException(name + " was not written by this version of AE4J: " + e.getMessage(), e);
        }
    }

    private static CodeDistance distance(String name) {
        return Arrays.stream(CodeDistance.values())
                .filter(distance -> distance.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AutoencoderException("head.distance is one of %s, found '%s'"
                        .formatted(Arrays.toString(CodeDistance.values()), name)));
    }

    /**
     * Writes the classifier as one new file.
     *
     * @throws AutoencoderException if the file exists or cannot be written; nothing is changed then
     */
    public void save(Path file) {
        write(file, false);
    }

    /** Writes the classifier as one file, in place of one that exists. */
    public void saveReplacing(Path file) {
        write(file, true);
    }

    private void write(Path file, boolean replace) {
        ObjectNode head = Json.object();
        classes.forEach(head.putArray(Classifier.CLASSES)::add);
        head.put("neighbours", neighbours).put("distance", reference.distance().name());
        ObjectNode manifest = new FittedSpec(encoder.spec(), encoder.scaling(), encoder.provenance()).json();
        encoder.plan().put(manifest);
        manifest.set("head", head);
        var tensors = new NeighbourTensors(reference.codes(), reference.labels(), encoder.tensors());
        new ModelFile(KIND, manifest, tensors.all()).write(file, replace);
    }

    /** The classes of the rows that are kept. */
    public List<String> classes() {
        return classes;
    }

    /** How many neighbours vote. */
    public int neighbours() {
        return neighbours;
    }

    /** The encoder's specification. */
    public AutoencoderSpec spec() {
        return encoder.spec();
    }

    /** Where it comes from: the labelled rows, continued from the encoder's. */
    public Provenance provenance() {
        return encoder.provenance();
    }

    /**
     * The class of each row. Takes time of rows × rows kept × code.
     *
     * @throws IncompatibleDataException if the columns are not those of the encoder
     * @throws IllegalStateException after {@link #close}
     */
    public List<String> predict(Samples samples) {
        return named(encoder.encode(samples));
    }

    /** The class of one raw row. */
    public String predict(float[] row) {
        return named(new float[][] {encoder.encode(row)}).get(0);
    }

    /**
     * The share of rows whose class is their label; a label that is no class of this model counts as missed.
     *
     * @throws IncompatibleDataException if there are no rows or labels, or the columns are not those of the encoder
     */
    public double accuracy(Samples samples) {
        return Classifier.accuracy(samples, this::predict);
    }

    private List<String> named(float[][] codes) {
        return Arrays.stream(reference.of(codes, neighbours))
                .mapToObj(classes::get)
                .toList();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
