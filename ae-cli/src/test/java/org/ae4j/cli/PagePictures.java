package org.ae4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openqa.selenium.WebElement;

/**
 * Pictures of a report for documents: the page 1280 and 390 pixels wide in both themes, whole or its beginning, and each
 * of its sections, as PNG.
 *
 * <p>Arguments: the page, the folder for the pictures, what their names begin with, and how many pixels of the page's
 * height are wanted, 0 for all. From the root, after {@code mvn -DskipTests install}:
 *
 * <pre>
 * mvn -q -pl ae-cli test-compile exec:java -Dexec.mainClass=org.ae4j.cli.PagePictures \
 *     -Dexec.classpathScope=test -Dexec.args="ae-demo/report.html docs/images report-demo 1500"
 * </pre>
 */
public final class PagePictures {
    private PagePictures() {}

    /** Takes page, folder, name and height. */
    public static void main(String[] arguments) throws IOException {
        Path page = Path.of(arguments[0]).toAbsolutePath();
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        String name = arguments[2];
        int height = Integer.parseInt(arguments[3]);
        try (Browser browser = Browser.start(Files.createTempDirectory("profile"))) {
            for (int width : List.of(1280, 390)) {
                for (boolean dark : List.of(false, true)) {
                    browser.open(page, width, dark);
                    browser.photograph(
                            height, folder.resolve("%s-%d%s.png".formatted(name, width, dark ? "-dark" : "")));
                }
            }
            browser.open(page, 1000, false);
            for (WebElement section : browser.all("section")) {
                browser.photograph(section, folder.resolve("%s-%s.png".formatted(name, section.getDomAttribute("id"))));
            }
        }
    }
}
