package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ae4j.file.Json;
import org.ae4j.report.Html;
import org.ae4j.report.HtmlReport;
import org.ae4j.report.IntervalPlot;
import org.ae4j.report.IntervalPlot.Interval;
import org.ae4j.report.Section;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Reports in a real browser, opened from the disk. */
class ReportPageTest {
    private static final String ATTACK = "<img src=x onerror=alert(1)>";

    @TempDir
    static Path folder;

    private static final Map<String, Path> PAGES = new TreeMap<>();
    private static Browser browser;

    @BeforeAll
    static void makePages() throws Exception {
        browser = Browser.start(Files.createDirectory(folder.resolve("profile")));
        Path bars = Tables.idx(folder, 60);
        train("images", bars, "--labels", Tables.idxLabels(folder, 60), "--preset", "variational", "--code", 2);
        train("table", Tables.mixed(folder, 80), "--label-column", "label", "--preset", "variational", "--code", 3);
        train("sequences", sequences(), "--sequence", "row", "--label-column", "last", "--code", 1);
        Path nasty = nasty();
        train("attack", nasty, "--label-column", "last", "--code", 2);
        Path page = folder.resolve("detection.html");
        Run.good(
                "detect",
                "--model",
                folder.resolve("attack"),
                "--data",
                nasty,
                "--label-column",
                "last",
                "--normal",
                "healthy",
                "--report",
                page);
        PAGES.put("detection", page);
        Path evaluation = folder.resolve("evaluation.html");
        Run.good(
                "evaluate",
                "--model",
                folder.resolve("sequences"),
                "--data",
                folder.resolve("waves.csv"),
                "--sequence",
                "row",
                "--label-column",
                "last",
                "--report",
                evaluation);
        PAGES.put("evaluation", evaluation);
        PAGES.put("intervals", intervals());
        Path comparison = folder.resolve("comparison.html");
        Run.good(
                "compare",
                "--data",
                nasty,
                "--label-column",
                "last",
                "--epochs",
                2,
                "--seeds",
                2,
                "--vary",
                "activation=tanh,sigmoid",
                "--vary",
                "learning-rate=1e-6",
                "--report",
                comparison);
        PAGES.put("comparison", comparison);
        finetune("transfer", nasty, "--epochs", 3);
        finetune("labels", nasty, "--label-efficiency", "2,4", "--draws", 1, "--epochs", 3);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void train(String name, Path data, Object... words) {
        Path page = folder.resolve(name + ".html");
        List<Object> all =
                new ArrayList<>(List.of("train", "--data", data, "--epochs", 6, "--validation-fraction", 0.2));
        all.addAll(List.of("--out", folder.resolve(name), "--report", page, "--hidden", 8));
        all.addAll(Arrays.asList(words));
        Run.good(all.toArray());
        PAGES.put(name, page);
    }

    private static void finetune(String name, Path data, Object... words) {
        Path page = folder.resolve(name + ".html");
        List<Object> all = new ArrayList<>(
                List.of("finetune", "--encoder", folder.resolve("attack"), "--data", data, "--label-column", "last"));
        all.addAll(List.of("--out", folder.resolve(name), "--report", page));
        all.addAll(Arrays.asList(words));
        Run.good(all.toArray());
        PAGES.put(name, page);
    }

    /** Effects on numbers of either sign, with names and notes that are longer than a phone is wide. */
    private static Path intervals() {
        var plot = IntervalPlot.of(List.of(
                        new Interval(
                                "a name that is long, as of a task: " + ATTACK, 0.021, 0.034, 0.052, "of ten runs"),
                        new Interval("b", -0.0512, -0.0312, 0.0112, "")))
                .what("gain in accuracy over the same network from random weights");
        Path page = folder.resolve("intervals.html");
        HtmlReport.of("Effects", "One of two gains.").add(new Effects(plot)).write(page);
        return page;
    }

    private record Effects(IntervalPlot plot) implements Section {
        @Override
        public String id() {
            return "effects";
        }

        @Override
        public String title() {
            return "Effects";
        }

        @Override
        public void write(Html html) {
            html.figure(plot, "Gains with their intervals");
        }
    }

    /** Waves of 20 steps whose phase is the label. */
    private static Path sequences() {
        var text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            for (int step = 0; step < 20; step++) {
                text.append(String.format(Locale.ROOT, "%.4f,", Math.sin(step / 3.0 + i % 2) + 0.01 * i));
            }
            text.append(i % 2).append('\n');
        }
        return Tables.file(folder, "waves.csv", text.toString());
    }

    /** Columns, labels and a file with names that are markup. */
    private static Path nasty() {
        var text = new StringBuilder("a%1$s,b\"\"</script><script>alert(2)</script>,c,label\n"
                .replace("\"\"", "")
                .formatted(ATTACK));
        for (int i = 0; i < 80; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%.3f,%.3f,%.3f,%s%n",
                    Math.sin(i),
                    Math.cos(i),
                    i % 7 * 0.1,
                    i % 8 == 0 ? ATTACK : "healthy"));
        }
        return Tables.file(folder, "rows&amp;<b>.csv", text.toString());
    }

    @Test
    void pagesAreWholeAndAskForNothing() throws Exception {
        for (Path page : PAGES.values()) {
            for (int width : List.of(1280, 390)) {
                browser.open(page, width, false);
                assertThat(browser.complaints()).as("%s", page).isEmpty();
                assertThat(browser.requests()).containsExactly(page.toUri().toString());
                assertThat(browser.run("return document.documentElement.scrollWidth"))
                        .as("width of %s", page)
                        .isEqualTo((long) width);
            }
            assertThat(Files.size(page)).isLessThan(3_000_000);
        }
    }

    @Test
    void runsHaveTheSectionsThatTheyNeed() {
        assertThat(sections("images"))
                .containsExactly(
                        "loss",
                        "reconstructions",
                        "map",
                        "traversals",
                        "generated",
                        "drivers",
                        "filters",
                        "parts",
                        "histogram",
                        "features",
                        "run");
        assertThat(sections("table"))
                .containsExactly(
                        "loss",
                        "reconstructions",
                        "map",
                        "traversals",
                        "generated",
                        "drivers",
                        "parts",
                        "histogram",
                        "features",
                        "run");
        assertThat(sections("sequences"))
                .containsExactly("loss", "reconstructions", "map", "drivers", "histogram", "features", "run");
        assertThat(sections("evaluation"))
                .containsExactly("reconstructions", "map", "drivers", "histogram", "features", "run");
        assertThat(browser.first(".verdict").getText()).startsWith("On 60 rows it reconstructs ");
        assertThat(sections("detection"))
                .containsExactly("histogram", "ranking", "strangest", "map", "features", "run");
        assertThat(sections("transfer")).containsExactly("accuracy", "confusion", "loss", "run");
        assertThat(browser.first(".verdict").getText()).startsWith("From 64 labels it names ");
        assertThat(sections("comparison")).containsExactly("effects", "run");
        assertThat(browser.all("table.intervals tbody tr")).isNotEmpty();
        assertThat(sections("labels")).containsExactly("label-efficiency");
        assertThat(browser.first(".verdict").getText()).startsWith("With 2 labels per class ");
    }

    private static List<String> sections(String page) {
        browser.open(PAGES.get(page), 1280, false);
        List<String> ids = browser.all("section").stream()
                .map(section -> section.getDomAttribute("id"))
                .toList();
        assertThat(browser.all("nav a").stream()
                        .map(a -> a.getDomAttribute("href").substring(1)))
                .containsExactlyElementsOf(ids);
        return ids;
    }

    @Test
    void everyChartIsDrawnAndEveryPictureLoads() {
        for (String name : PAGES.keySet()) {
            browser.open(PAGES.get(name), 1280, false);
            browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })");
            List<WebElement> charts = browser.all("canvas");
            if (!List.of("intervals", "comparison").contains(name)) {
                assertThat(charts).isNotEmpty();
            }
            for (WebElement chart : charts) {
                Object colours = browser.run("""
                        const c = arguments[0], all = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
                        const seen = new Set();
                        for (let i = 0; i < all.length; i += 4) {
                          if (all[i + 3] > 200) seen.add([all[i], all[i + 1], all[i + 2]].join());
                        }
                        return seen.size;""", chart);
                assertThat((Long) colours)
                        .as(chart.getDomAttribute("aria-label"))
                        .isGreaterThan(3);
            }
            assertThat(browser.run(
                            "return [...document.images].filter(i => !(i.complete && i.naturalWidth && i.alt)).length"))
                    .isEqualTo(0L);
        }
        browser.open(PAGES.get("images"), 1280, false);
        assertThat(browser.all("img")).hasSizeGreaterThan(10);
    }

    @Test
    void namesThatAreMarkupShowAsText() {
        for (String name : List.of("attack", "detection")) {
            browser.open(PAGES.get(name), 1280, false);
            assertThat(browser.first("h1").getText()).endsWith("rows&amp;<b>.csv");
            assertThat(browser.first("body").getText()).contains(ATTACK, "</script><script>alert(2)</script>");
            assertThat(browser.all("img[src=x], b")).isEmpty();
            assertThat(browser.all("script")).hasSize(3);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void scriptsThatWereBroughtInAreRefused() throws Exception {
        String html = Files.readString(PAGES.get("table"));
        Path page = Files.writeString(
                folder.resolve("injected.html"),
                html.replace(
                        "</main>",
                        "<script>document.title='taken'</script><img src='https://example.org/x.png' alt=''></main>"));
        browser.open(page, 1280, false);
        assertThat(browser.run("return document.title")).isNotEqualTo("taken");
        assertThat(browser.complaints())
                .hasSize(2)
                .allSatisfy(complaint -> assertThat(complaint).contains("Content Security Policy"));
    }

    @Test
    void pointsNameThemselvesOnHover() {
        browser.open(PAGES.get("table"), 1280, false);
        WebElement map = browser.first("#map canvas");
        List<?> at = (List<?>) browser.run("""
                const chart = Chart.getChart(arguments[0]), p = chart.getDatasetMeta(0).data[0];
                return [Math.round(p.x - chart.width / 2), Math.round(p.y - chart.height / 2)];""", map);
        browser.run("arguments[0].scrollIntoView({block: 'center'})", map);
        browser.actions()
                .moveToElement(map, ((Number) at.get(0)).intValue(), ((Number) at.get(1)).intValue())
                .perform();
        assertThat((String) browser.run("return Chart.getChart(arguments[0]).tooltip.body[0].lines[0]", map))
                .matches("row \\d+, label (high|low), error [\\d.]+");
    }

    @Test
    void arrowKeysReadAChart() {
        browser.open(PAGES.get("table"), 1280, false);
        browser.run("document.querySelector('#loss canvas').focus()");
        browser.actions().sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT).perform();
        String second = browser.first("#loss .spoken").getAttribute("textContent");
        assertThat(second).matches("training: [\\d.]+ at 2");
        browser.actions().sendKeys(Keys.END).perform();
        assertThat(browser.first("#loss .spoken").getAttribute("textContent")).matches("validation: [\\d.]+ at 6");
        browser.actions().sendKeys(Keys.ESCAPE).perform();
        assertThat(browser.first("#loss .spoken").getAttribute("textContent")).isEmpty();
    }

    @Test
    void themeFollowsTheSystemUntilItIsChosen() {
        browser.open(PAGES.get("table"), 1280, true);
        assertThat(browser.first("html").getDomAttribute("data-theme")).isEqualTo("dark");
        assertThat(browser.run("return Chart.getChart('chart0').options.scales.x.ticks.color"))
                .isEqualTo("#e8ecf0");
        browser.first("#theme").click();
        assertThat(browser.first("html").getDomAttribute("data-theme")).isEqualTo("light");
        assertThat(browser.first("#theme").getText()).isEqualTo("Dark theme");
        assertThat(browser.run("return Chart.getChart('chart0').options.scales.x.ticks.color"))
                .isEqualTo("#1b1f24");
    }

    @Test
    void paperIsLight() {
        browser.open(PAGES.get("table"), 1280, true);
        browser.run("dispatchEvent(new Event('beforeprint'))");
        assertThat(browser.first("html").getDomAttribute("data-theme")).isEqualTo("light");
        assertThat(browser.run("return Chart.getChart('chart0').options.scales.x.ticks.color"))
                .isEqualTo("#1b1f24");
        browser.run("dispatchEvent(new Event('afterprint'))");
        assertThat(browser.first("html").getDomAttribute("data-theme")).isEqualTo("dark");
    }

    /** WCAG 2.2, 1.4.3 and 1.4.11: 4.5 for text, 3 for what charts are drawn with. */
    @Test
    void coloursStandOutInBothThemes() {
        for (boolean dark : List.of(false, true)) {
            browser.open(PAGES.get("table"), 1280, dark);
            for (String text : List.of("--text", "--quiet", "--link")) {
                assertThat(contrast(text, "--page")).as(text).isGreaterThanOrEqualTo(4.5);
                assertThat(contrast(text, "--panel")).as(text).isGreaterThanOrEqualTo(4.5);
            }
            for (int i = 0; i < 10; i++) {
                assertThat(contrast("--c" + i, "--page")).as("colour %d", i).isGreaterThanOrEqualTo(3);
            }
        }
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String name) {
        String colour = (String) browser.run(
                "return getComputedStyle(document.documentElement).getPropertyValue(arguments[0]).trim()", name);
        double[] parts = new double[3];
        for (int i = 0; i < 3; i++) {
            double level = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            parts[i] = level <= 0.04045 ? level / 12.92 : Math.pow((level + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    @Test
    void intervalsStayInTheirColumnWhateverTheWidth() {
        for (int width : List.of(1280, 390)) {
            browser.open(PAGES.get("intervals"), width, false);
            assertThat(browser.run("""
                    const strip = document.querySelector('.strip').getBoundingClientRect();
                    return [...document.querySelectorAll('.range, circle, .tick')].every(one => {
                      const box = one.getBoundingClientRect();
                      return box.left >= strip.left - 8 && box.right <= strip.right + 8;
                    });""")).as("%d pixels", width).isEqualTo(true);
            assertThat(browser.run("return document.querySelector('.strip').getBoundingClientRect().width"))
                    .asInstanceOf(InstanceOfAssertFactories.type(Number.class))
                    .satisfies(strip -> assertThat(strip.doubleValue()).isGreaterThan(120));
        }
    }

    @Test
    void everythingHasAName() {
        for (String name : PAGES.keySet()) {
            browser.open(PAGES.get(name), 1280, false);
            assertThat(browser.all("canvas:not([aria-label]), canvas[aria-label='']"))
                    .isEmpty();
            assertThat(browser.all("figure:not(:has(figcaption))")).isEmpty();
            assertThat(browser.all("table:not(:has(caption)), th:not([scope])")).isEmpty();
            assertThat(browser.all("h1")).hasSize(1);
            assertThat(Json.parse((String) browser.run("return document.getElementById('data').textContent"), "data")
                            .path("charts"))
                    .hasSameSizeAs(browser.all("canvas"));
        }
    }

    @Test
    void logGrowsByALineAnEpochAndReplacesNothing() throws Exception {
        Path log = folder.resolve("log.csv");
        Object[] words = {
            "train",
            "--data",
            folder.resolve("mixed.csv"),
            "--epochs",
            3,
            "--out",
            folder.resolve("logged"),
            "--log",
            log
        };
        Run.good(words);
        assertThat(Files.readAllLines(log))
                .hasSize(4)
                .first()
                .asString()
                .startsWith("run,epoch,trainLoss,validationLoss,learningRate,reconstruction,divergence,");
        Object[] other = words.clone();
        other[6] = folder.resolve("other");
        assertThat(Run.of(other).error())
                .isEqualTo("ae: " + log + " already exists; choose another name or pass --force to replace it");
    }

    @Test
    void sameRunGivesTheSamePage() throws Exception {
        String first = Files.readString(PAGES.get("table"));
        Path page = folder.resolve("again.html");
        Run.good(
                "train",
                "--data",
                folder.resolve("mixed.csv"),
                "--epochs",
                6,
                "--validation-fraction",
                0.2,
                "--out",
                folder.resolve("again"),
                "--report",
                page,
                "--hidden",
                8,
                "--label-column",
                "label",
                "--preset",
                "variational",
                "--code",
                3);
        String time = "<dt>Time</dt>\n<dd>[^<]*</dd>";
        assertThat(Files.readString(page).replaceAll(time, "")).isEqualTo(first.replaceAll(time, ""));
        assertThat(Run.of(
                                "train",
                                "--data",
                                folder.resolve("mixed.csv"),
                                "--out",
                                folder.resolve("new"),
                                "--report",
                                page)
                        .error())
                .isEqualTo("ae: " + page + " already exists; choose another name or pass --force to replace it");
    }
}
