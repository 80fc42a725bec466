package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.ae4j.file.Json;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window, that notes what pages complain of and what they ask the network for. */
final class Browser implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--force-prefers-reduced-motion");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts one; where there is none the test is skipped, and fails where {@code CI} is {@code true}. */
    static Browser start(Path profile) {
        Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = program("chromedriver");
        if ("true".equals(System.getenv("CI"))) {
            assertThat(chromium).as("chromium on the PATH").isPresent();
            assertThat(driver).as("chromedriver on the PATH").isPresent();
        }
        assumeTrue(chromium.isPresent() && driver.isPresent(), "no chromium and chromedriver on the PATH");
        var options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toString());
        options.addArguments(FLAGS);
        options.addArguments("--user-data-dir=" + profile);
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.orElseThrow().toFile())
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Opens a page from the disk in a window of this width, on a system whose theme is light or dark. */
    void open(Path page, int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        complaints();
        requests(); // those of the page before, or of the browser's own
        driver.get(page.toUri().toString());
    }

    /** What the console shows since the last call. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** Addresses that were asked for since the last call, without those of data within the page. */
    List<String> requests() {
        var addresses = new ArrayList<String>();
        driver.manage().logs().get(LogType.PERFORMANCE).getAll().forEach(entry -> {
            JsonNode message = Json.parse(entry.getMessage(), "log").path("message");
            String address = message.at("/params/request/url").asText();
            if (message.path("method").asText().equals("Network.requestWillBeSent") && !address.startsWith("data:")) {
                addresses.add(address);
            }
        });
        return addresses;
    }

    /** What a script gives back. */
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** The elements that a selector finds. */
    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The element that a selector finds first. */
    WebElement first(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Clicks, hovers and keys. */
    Actions actions() {
        return new Actions(driver);
    }

    /**
     * The page from its top as a PNG file.
     *
     * @param most pixels of its height, 0 for all
     */
    void photograph(int most, Path file) {
        long height = (Long) run("return document.documentElement.scrollHeight");
        long width = (Long) run("return innerWidth");
        clip(0, 0, width, most == 0 ? height : Math.min(most, height), file);
    }

    /** One element as a PNG file. */
    void photograph(WebElement element, Path file) {
        List<?> place = (List<?>) run("""
                const r = arguments[0].getBoundingClientRect();
                return [r.left + scrollX, r.top + scrollY, r.width, r.height];""", element);
        double[] numbers =
                place.stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
        clip(numbers[0], numbers[1], numbers[2], numbers[3], file);
    }

    private void clip(double x, double y, double width, double height, Path file) {
        Map<String, Object> clip = Map.of("x", x, "y", y, "width", width, "height", height, "scale", 1);
        Map<String, Object> answer = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
        try {
            Files.write(file, Base64.getDecoder().decode((String) answer.get("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
