package org.ae4j.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ae4j.file.AtomicFile;

/**
 * A page that needs nothing but itself: style, script, pictures and numbers are in the file, and its content security
 * policy lets no request leave it. Immutable.
 *
 * @param title of the page
 * @param verdict what the run came to, in one sentence
 * @param sections in their order, no two of one id
 */
public record HtmlReport(String title, String verdict, List<Section> sections) {
    public HtmlReport {
        sections = List.copyOf(sections);
        List<String> ids = sections.stream().map(Section::id).toList();
        if (ids.stream().distinct().count() < ids.size()) {
            throw new IllegalArgumentException("a page names a section twice: " + ids);
        }
    }

    /** A page without sections. */
    public static HtmlReport of(String title, String verdict) {
        return new HtmlReport(title, verdict, List.of());
    }

    /**
     * The same page with a section more, the last one.
     *
     * @throws IllegalArgumentException if the page has a section of the same id
     */
    public HtmlReport add(Section section) {
        return new HtmlReport(
                title,
                verdict,
                Stream.concat(sections.stream(), Stream.of(section)).toList());
    }

    /** The same page with a section more, if there is something to show. */
    public HtmlReport add(Optional<? extends Section> section) {
        return section.isPresent() ? add(section.get()) : this;
    }

    /** The same page with these sections more. */
    public HtmlReport addAll(List<? extends Section> more) {
        return new HtmlReport(
                title,
                verdict,
                Stream.<Section>concat(sections.stream(), more.stream()).toList());
    }

    /** The page as text. */
    public String html() {
        return Template.fill(this);
    }

    /**
     * Writes the page as one new file, whole or not at all.
     *
     * @throws org.ae4j.AutoencoderException if the file exists or cannot be written; nothing is changed then
     */
    public void write(Path file) {
        write(file, false);
    }

    /** Writes the page in place of a file that exists. */
    public void writeReplacing(Path file) {
        write(file, true);
    }

    private void write(Path file, boolean replace) {
        byte[] bytes = html().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, replace, out -> out.write(bytes));
    }
}
