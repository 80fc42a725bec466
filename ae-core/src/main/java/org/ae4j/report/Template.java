package org.ae4j.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page around the sections, from the resources {@code page.html}, {@code page.css} and {@code page.js}. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final String CHARTS = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

    private Template() {}

    static String fill(HtmlReport report) {
        var menu = new Html();
        var body = new Html();
        for (Section section : report.sections()) {
            menu.open("li")
                    .element("a", section.title(), "href", "#" + section.id())
                    .close();
            body.open("section", "id", section.id(), "aria-labelledby", section.id() + "-title");
            body.element("h2", section.title(), "id", section.id() + "-title");
            section.write(body);
            body.close();
        }
        String style = text("page.css");
        String library = charts();
        String script = text("page.js");
        Map<String, String> places = Map.of(
                "title", Html.escaped(report.title()),
                "verdict", Html.escaped(report.verdict()),
                "menu", menu.written(),
                "body", body.written(),
                "data", body.chartData(),
                "style", style,
                "library", library,
                "script", script,
                "styleHash", hash(style),
                "scriptHashes", hash(library) + " " + hash(script));
        Matcher matcher = PLACE.matcher(text("page.html"));
        return matcher.replaceAll(place -> Matcher.quoteReplacement(places.get(place.group(1))));
    }

    /** Chart.js from its jar, whose version its own description knows. */
    private static String charts() {
        var description = new Properties();
        try (InputStream in = resource(CHARTS)) {
            description.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text("/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.min.js"
                        .formatted(description.getProperty("version")))
                .replaceAll("//# sourceMappingURL=.*", ""); // a browser's tools would look for the file
    }

    private static String text(String name) {
        try (InputStream in = resource(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = Template.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("%s is missing from the class path; build AE4J again".formatted(name));
        }
        return in;
    }

    /** What the policy allows: this very text, and no other that someone may have brought into the page. */
    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
