package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedFileTest {
    private static final byte[] CONTENT = "what was published".getBytes();
    private static final String HASH = HexFormat.of().formatHex(Sha256.digest().digest(CONTENT));

    @TempDir
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private URI base;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/set/", exchange -> {
            requests.incrementAndGet();
            boolean known = exchange.getRequestURI().getPath().equals("/set/a.gz");
            exchange.sendResponseHeaders(known ? 200 : 404, known ? CONTENT.length : -1);
            exchange.getResponseBody().write(known ? CONTENT : new byte[0]);
            exchange.close();
        });
        // Promises more than it sends, as a connection that breaks does.
        server.createContext("/broken/", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(CONTENT);
            exchange.getResponseBody().flush();
            throw new IOException("broken");
        });
        server.start();
        base = URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/set/");
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private Path cache() {
        return folder.resolve("cache/set");
    }

    private List<String> filesIn(Path place) throws IOException {
        try (var files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void downloadsOnceAndKeepsTheFile() throws IOException {
        var file = new PublishedFile("a.gz", base, HASH);
        Path found = file.find(List.of(folder.resolve("elsewhere"), cache()), Download.ALLOWED);
        assertThat(found).isEqualTo(cache().resolve("a.gz")).hasBinaryContent(CONTENT);
        assertThat(file.find(List.of(cache()), Download.REFUSED)).isEqualTo(found);
        assertThat(requests).hasValue(1);
        assertThat(filesIn(cache())).containsExactly("a.gz");
    }

    @Test
    void firstFolderThatHasTheFileIsRead() throws IOException {
        Path here = Files.write(folder.resolve("a.gz"), CONTENT);
        assertThat(new PublishedFile("a.gz", base, HASH).find(List.of(folder, cache()), Download.ALLOWED))
                .isEqualTo(here);
        assertThat(requests).hasValue(0);
    }

    @Test
    void nothingIsDownloadedUnasked() {
        assertThatThrownBy(() -> new PublishedFile("a.gz", base, HASH).find(List.of(folder, cache()), Download.REFUSED))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a.gz is not in %s or %s; allow the download from %s (--download), or put it there"
                        .formatted(folder, cache(), base));
        assertThat(requests).hasValue(0);
        assertThat(cache()).doesNotExist();
    }

    @Test
    void otherContentIsRefusedAndNothingRemains() throws IOException {
        String other = "0".repeat(64);
        assertThatThrownBy(() -> new PublishedFile("a.gz", base, other).find(List.of(cache()), Download.ALLOWED))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("%sa.gz sent other content than was published (SHA-256 expected %s, found %s)"
                        .formatted(base, other, HASH));
        assertThat(filesIn(cache())).isEmpty();
    }

    @Test
    void missingAddressIsRefusedAndNothingRemains() throws IOException {
        assertThatThrownBy(() -> new PublishedFile("b.gz", base, HASH).find(List.of(cache()), Download.ALLOWED))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(base + "b.gz answered with status 404");
        assertThat(filesIn(cache())).isEmpty();
    }

    @Test
    void brokenConnectionLeavesNothing() throws IOException {
        URI broken = base.resolve("../broken/");
        assertThatThrownBy(() -> new PublishedFile("a.gz", broken, HASH).find(List.of(cache()), Download.ALLOWED))
                .isInstanceOf(IncompatibleDataException.class)
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageStartingWith(broken + "a.gz could not be had: ");
        assertThat(filesIn(cache())).isEmpty();
    }

    @Test
    void changedFileIsNotRead() throws IOException {
        Path changed = Files.writeString(folder.resolve("a.gz"), "changed");
        String found = HexFormat.of().formatHex(Sha256.digest().digest("changed".getBytes()));
        assertThatThrownBy(() -> new PublishedFile("a.gz", base, HASH).find(List.of(folder), Download.ALLOWED))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("%s is not the published file; delete it (SHA-256 expected %s, found %s)"
                        .formatted(changed, HASH, found));
        assertThat(changed).hasContent("changed");
    }

    @Test
    void setsAreLookedForInTheDataFolderAndThenTheCache() {
        Path home = Path.of(System.getProperty("user.home"));
        assertThat(BuiltIn.folders("mnist", Map.of())).containsExactly(home.resolve(".cache/ae4j/mnist"));
        assertThat(BuiltIn.folders("mnist", Map.of("AE_DATA", "data", "XDG_CACHE_HOME", "cache")))
                .containsExactly(Path.of("data/mnist"), Path.of("cache/ae4j/mnist"));
    }

    @Test
    void unknownBuiltInsGetASuggestion() {
        assertThatThrownBy(() -> Samples.builtIn("mnits", 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("no built-in data are named 'mnits'; did you mean 'mnist'? (known: "
                        + String.join(", ", BuiltIn.names()) + ")");
    }
}
