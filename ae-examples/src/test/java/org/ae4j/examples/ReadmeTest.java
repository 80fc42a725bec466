package org.ae4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is code that is compiled and run. */
class ReadmeTest {
    @Test
    void librarySampleIsTheCodeThatRuns() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String section = between(readme, "\n## Library\n", "\n## ");
        String source = Files.readString(Path.of("src/main/java/org/ae4j/examples/LibrarySample.java"));
        // The blanks before the last mark stay: they are the indent to strip.
        String code = between(source, "// README begin\n", "// README end");
        assertThat(between(section, "```java\n", "```")).isEqualTo(code.stripIndent());
    }

    /** The text after a first mark up to a second, or up to the end. */
    private static String between(String text, String first, String second) {
        assertThat(text).contains(first);
        String rest = text.substring(text.indexOf(first) + first.length());
        int end = rest.indexOf(second);
        return end < 0 ? rest : rest.substring(0, end);
    }
}
