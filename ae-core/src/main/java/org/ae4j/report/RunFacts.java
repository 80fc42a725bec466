package org.ae4j.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ae4j.Rounded;
import org.ae4j.file.Json;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.Provenance;
import org.ae4j.spec.SpecJson;

/**
 * What ran, and all of its settings to unfold.
 *
 * @param facts by name, in order
 * @param texts longer ones by name, such as settings as JSON
 */
public record RunFacts(Map<String, String> facts, Map<String, String> texts) implements Section {
    public RunFacts {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** Nothing yet. */
    public static RunFacts none() {
        return new RunFacts(Map.of(), Map.of());
    }

    /** A model's preset, size and provenance, with specification and plan to unfold. */
    public static RunFacts of(Autoencoder model) {
        Provenance provenance = model.provenance();
        return none().and(
                        "Model",
                        "%s, %s, codes of %s"
                                .formatted(
                                        model.spec().preset(),
                                        Rounded.count(model.parameters().length, "parameter"),
                                        Rounded.count(model.spec().bottleneck().size(), "number")))
                .and(
                        "Trained on",
                        "%s, SHA-256 %s"
                                .formatted(
                                        Rounded.count(provenance.rows(), "row"),
                                        provenance.data().isEmpty() ? "unknown" : provenance.data()))
                .and("Engine", provenance.engine())
                .text("Specification as JSON", Json.pretty(SpecJson.write(model.spec())))
                .text("Plan as JSON", Json.pretty(Json.parse(provenance.plan(), "plan")));
    }

    /** The same with a fact more. */
    public RunFacts and(String name, String value) {
        return andAll(new RunFacts(Map.of(name, value), Map.of()));
    }

    /** The same with a longer text more. */
    public RunFacts text(String name, String value) {
        return andAll(new RunFacts(Map.of(), Map.of(name, value)));
    }

    /** The same with all of the others. */
    public RunFacts andAll(RunFacts others) {
        var moreFacts = new LinkedHashMap<>(facts);
        moreFacts.putAll(others.facts);
        var moreTexts = new LinkedHashMap<>(texts);
        moreTexts.putAll(others.texts);
        return new RunFacts(moreFacts, moreTexts);
    }

    @Override
    public String id() {
        return "run";
    }

    @Override
    public String title() {
        return "What ran";
    }

    @Override
    public void write(Html html) {
        html.open("dl");
        facts.forEach((name, value) -> html.element("dt", name).element("dd", value));
        html.close();
        texts.forEach((name, value) ->
                html.details(name).element("pre", value, "tabindex", "0").close());
    }
}
