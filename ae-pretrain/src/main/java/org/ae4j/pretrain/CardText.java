package org.ae4j.pretrain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.ae4j.file.Json;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.SpecJson;

/** A model card in Markdown, section by section. */
final class CardText {
    private final ModelCard card;
    private final AutoencoderSpec spec;
    private final StringJoiner lines = new StringJoiner("\n", "", "\n");

    CardText(ModelCard card) {
        this.card = card;
        this.spec = card.fitted().spec();
    }

    String markdown() {
        Description said = card.description();
        line("# " + (said.name().isEmpty() ? "Encoder (" + spec.preset() + ")" : plain(said.name())));
        paragraph(said.text().lines().map(CardText::plain).collect(Collectors.joining("\n")));
        section("Terms");
        row("licence", "source");
        row("---", "---");
        row(known(said.licence()), known(said.source()));
        section("Expects");
        new ExpectedRows(card.fitted()).lines().forEach(this::line);
        section("Gives");
        line("%s a row, what the block %s gives."
                .formatted(
                        count(card.code(), "number"),
                        plain(card.blocks().get(card.blocks().size() - 1))));
        section("Layers");
        line("The encoder of a `%s` autoencoder: the blocks %s, %s."
                .formatted(
                        spec.preset(),
                        card.blocks().stream().map(CardText::plain).collect(Collectors.joining(", ")),
                        count(card.parameters(), "parameter")));
        metrics();
        training();
        return lines.toString();
    }

    private void metrics() {
        section("Metrics");
        if (card.metrics().isEmpty()) {
            line("None are recorded.");
            return;
        }
        row("figure", "value");
        row("---", "---");
        card.metrics().forEach((name, value) -> row(plain(name), number(value)));
    }

    private void training() {
        Provenance from = card.fitted().provenance();
        section("Training");
        row("what", "");
        row("---", "---");
        row("rows", "%,d".formatted(from.rows()));
        row("SHA-256 of the rows", known(from.data()));
        row(
                "SHA-256 of the rows before, that training went on from",
                from.continuedFrom().isEmpty() ? "none: weights began at random" : plain(from.continuedFrom()));
        row("engine", known(from.engine()));
        section("Specification");
        json(SpecJson.write(spec).toString());
        section("Plan");
        json(from.plan());
    }

    private void json(String text) {
        line("```json");
        line(text.isEmpty() ? "{}" : Json.pretty(Json.parse(text, "plan")));
        line("```");
    }

    private void section(String title) {
        paragraph("## " + title);
        line("");
    }

    private void paragraph(String text) {
        if (!text.isEmpty()) {
            line("");
            line(text);
        }
    }

    private void row(String... cells) {
        line(tableRow(List.of(cells)));
    }

    private void line(String line) {
        lines.add(line);
    }

    static String tableRow(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String known(String text) {
        return text.isEmpty() ? "unknown" : plain(text);
    }

    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /** Four digits, which is more than figures are worth. */
    static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        double size = Math.abs(value);
        return size == 0 || size >= 1e-4 && size < 1e9 ? rounded.toPlainString() : rounded.toString();
    }

    /** Text that Markdown and HTML take for nothing but text. */
    static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?")
                .replaceAll("([\\\\`*_\\[\\]|#])", "\\\\$1")
                .replace("&", "&amp;")
                .replace("<", "&lt;");
    }
}
