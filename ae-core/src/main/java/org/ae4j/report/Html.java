package org.ae4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.ae4j.file.Json;

/**
 * Writes HTML. All text and every attribute's value goes through {@link #escaped}, so that file names, columns and
 * labels show as the text that they are. Elements that are opened are closed in turn.
 */
public final class Html {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d.,]+(e[-+]?\\d+)?( ?[%×])?");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private final ObjectNode charts = Json.object();
    private final ArrayNode drawn = charts.putArray("charts");

    Html() {}

    /** Text that means nothing to a browser but itself, between tags and within quotes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn
     */
    public Html open(String tag, String... attributes) {
        tag(tag, attributes);
        open.push(tag);
        return this;
    }

    /**
     * Closes the element that was opened last.
     *
     * @throws java.util.NoSuchElementException if none is open
     */
    public Html close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** Writes text. */
    public Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** Writes an element that holds text alone. */
    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Writes a paragraph. */
    public Html paragraph(String text) {
        return element("p", text);
    }

    /**
     * Writes a picture and what is below it.
     *
     * @param caption what the reader should see in it
     */
    public Html figure(Picture picture, String caption) {
        open("figure", "class", "picture");
        image(picture);
        return element("figcaption", caption).close();
    }

    /**
     * Writes small pictures beside each other and what is below them all.
     *
     * @param caption what the reader should see in them
     */
    public Html figure(List<Picture> pictures, String caption) {
        open("figure", "class", "tiles");
        pictures.forEach(this::image);
        return element("figcaption", caption).close();
    }

    private void image(Picture picture) {
        tag(
                "img",
                "src",
                picture.uri(),
                "width",
                Integer.toString(picture.width()),
                "height",
                Integer.toString(picture.height()),
                "alt",
                picture.alt());
    }

    /**
     * Writes a chart and what is below it.
     *
     * @param caption what the reader should see in it
     */
    public Html figure(Chart chart, String caption) {
        String id = "chart" + drawn.size();
        drawn.add(chart.json().put("id", id));
        open("figure", "class", "chart");
        open("div", "class", "canvas");
        element("canvas", chart.alt(), "id", id, "role", "img", "tabindex", "0", "aria-label", chart.alt());
        close();
        element("p", "", "class", "spoken", "aria-live", "polite");
        return element("figcaption", caption).close();
    }

    /**
     * Writes intervals with their axis and what is above them.
     *
     * @param caption what the reader should see in it
     */
    public Html figure(IntervalPlot plot, String caption) {
        plot.write(this, caption);
        return this;
    }

    /**
     * Writes a table. The first cell of a row is its heading; cells that are numbers stand on the right.
     *
     * @param caption what it shows
     * @param head names of the columns
     * @param rows cells, as many as there are columns
     */
    public Html table(String caption, List<String> head, List<List<String>> rows) {
        open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        open("table").element("caption", caption);
        open("thead").open("tr");
        head.forEach(name -> element("th", name, "scope", "col"));
        close().close().open("tbody");
        for (List<String> row : rows) {
            open("tr").element("th", row.get(0), "scope", "row");
            row.subList(1, row.size()).forEach(this::cell);
            close();
        }
        return close().close().close();
    }

    /** Opens what the reader may unfold; close it. */
    public Html details(String summary) {
        return open("details").element("summary", summary);
    }

    private void cell(String text) {
        if (NUMBER.matcher(text).matches()) {
            element("td", text, "class", "number");
        } else {
            element("td", text);
        }
    }

    private void tag(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
    }

    /** What was written. */
    String written() {
        return out.toString();
    }

    /** The charts' numbers, as text that is safe within a script element: nothing in it ends one. */
    String chartData() {
        return Json.write(charts).replace("<", "\\u003c");
    }
}
