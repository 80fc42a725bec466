package org.ae4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ae4j.AutoencoderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final HtmlReport PAGE = HtmlReport.of("A & B", "All is <well>.")
            .add(new Note("one"))
            .add(Optional.of(new Note("two")))
            .add(Optional.empty());

    @TempDir
    Path folder;

    private record Note(String id) implements Section {
        @Override
        public String title() {
            return "Note " + id;
        }

        @Override
        public void write(Html html) {
            html.paragraph("{{script}} $1 of " + id);
        }
    }

    @Test
    void hasItsSectionsInOrderAndInTheMenu() {
        String html = PAGE.html();
        assertThat(html)
                .contains("<title>A &amp; B</title>", "<p class=\"verdict\">All is &lt;well&gt;.</p>")
                .containsSubsequence(
                        "<a href=\"#one\">Note one</a>",
                        "<a href=\"#two\">Note two</a>",
                        "<section id=\"one\" aria-labelledby=\"one-title\">",
                        "<p>{{script}} $1 of one</p>",
                        "<section id=\"two\"");
    }

    @Test
    void policyAllowsItsOwnScriptsAndStyleAlone() throws Exception {
        String html = PAGE.html();
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(html);
        assertThat(policy.find()).isTrue();
        assertThat(policy.group(1))
                .startsWith("default-src 'none'; img-src data:; style-src 'sha256-")
                .doesNotContain("unsafe", "http", "*");
        Matcher blocks = Pattern.compile("<(script|style)>(.*?)</(script|style)>", Pattern.DOTALL)
                .matcher(html);
        int found = 0;
        while (blocks.find()) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(blocks.group(2).getBytes(StandardCharsets.UTF_8));
            assertThat(policy.group(1))
                    .contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
            found++;
        }
        assertThat(found).isEqualTo(3);
        assertThat(html).doesNotContain("sourceMappingURL").contains("Released under the MIT License");
    }

    @Test
    void isWrittenOnceUnlessItMayBeReplaced() throws Exception {
        Path file = folder.resolve("page.html");
        PAGE.write(file);
        assertThat(Files.readString(file)).isEqualTo(PAGE.html());
        assertThatThrownBy(() -> PAGE.write(file))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage(file + " already exists; choose another name or pass --force to replace it");
        HtmlReport.of("new", "").writeReplacing(file);
        assertThat(Files.readString(file)).contains("<title>new</title>");
    }

    @Test
    void namesNoSectionTwice() {
        assertThatThrownBy(() -> PAGE.add(new Note("one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a page names a section twice: [one, two, one]");
    }
}
