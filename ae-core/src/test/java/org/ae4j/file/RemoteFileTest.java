package org.ae4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.ae4j.AutoencoderException;
import org.ae4j.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteFileTest {
    private static final byte[] CONTENT = "what was published".getBytes();
    private static final String HASH = Sha256.hex(CONTENT);

    @TempDir
    Path folder;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/good", exchange -> answer(exchange, 200, CONTENT));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/good");
            answer(exchange, 302, new byte[0]);
        });
        server.createContext("/to-file", exchange -> {
            exchange.getResponseHeaders().add("Location", "file:///etc/hostname");
            answer(exchange, 302, new byte[0]);
        });
        server.createContext("/round", exchange -> {
            exchange.getResponseHeaders().add("Location", "/round");
            answer(exchange, 302, new byte[0]);
        });
        // Promises more than it sends, as a connection that breaks does.
        server.createContext("/broken", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(CONTENT);
            exchange.getResponseBody().flush();
            throw new IOException("broken");
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (stopped.getCount() > 0) {
                exchange.getResponseBody().write(new byte[1000]);
            }
        });
        server.createContext("/silent", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(CONTENT);
            exchange.getResponseBody().flush();
            try {
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        stopped.countDown();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private URI at(String path) {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path);
    }

    private RemoteFile remote(String path) {
        return new RemoteFile(at(path), HASH, 100);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void refused(RemoteFile remote, String message) throws IOException {
        Path target = Files.writeString(folder.resolve("f"), "before");
        assertThatThrownBy(() -> remote.fetch(target))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage(message);
        assertThat(target).hasContent("before");
        assertThat(files()).containsExactly("f");
    }

    @Test
    void comesOverHttpAndFromFilesAndReplacesWhatIsThere() throws IOException {
        Path target = folder.resolve("new/folder/f");
        remote("/good").fetch(target);
        assertThat(target).hasBinaryContent(CONTENT);
        Files.writeString(target, "damaged");
        Path source = Files.write(folder.resolve("a b"), CONTENT);
        new RemoteFile(source.toUri(), HASH.toUpperCase(Locale.ROOT), CONTENT.length).fetch(target);
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void redirectionsAreFollowedButNotToFiles() throws IOException {
        Path target = folder.resolve("f");
        remote("/moved").fetch(target);
        assertThat(target).hasBinaryContent(CONTENT);
        refused(remote("/round"), at("/round") + " answered with status 302");
        assertThatThrownBy(() -> remote("/to-file").fetch(target)).isInstanceOf(AutoencoderException.class);
        assertThat(target).hasContent("before");
    }

    @Test
    void otherContentIsRefused() throws IOException {
        String other = "0".repeat(64);
        refused(
                new RemoteFile(at("/good"), other, 100),
                "%s sent other content than was published (SHA-256 expected %s, found %s)"
                        .formatted(at("/good"), other, HASH));
    }

    @Test
    void moreThanTheLimitIsRefused() throws IOException {
        refused(remote("/endless"), at("/endless") + " sends more than 100 bytes; it is not the expected file");
        refused(
                new RemoteFile(at("/good"), HASH, CONTENT.length - 1),
                at("/good") + " sends more than 17 bytes; it is not the expected file");
    }

    @Test
    void whatCannotBeHadIsRefused() throws IOException {
        refused(remote("/none"), at("/none") + " answered with status 404");
        URI missing = folder.resolve("missing").toUri();
        refused(
                new RemoteFile(missing, HASH, 100),
                missing + " could not be had: java.nio.file.NoSuchFileException: " + folder.resolve("missing"));
        assertThatThrownBy(() -> remote("/broken").fetch(folder.resolve("f")))
                .isInstanceOf(AutoencoderException.class)
                .hasMessageStartingWith(at("/broken") + " could not be had: java.io.IOException: ");
        assertThat(files()).containsExactly("f");
    }

    @Test
    void aServerThatFallsSilentIsLeft() throws IOException {
        refused(
                new RemoteFile(at("/silent"), HASH, 1000, Duration.ofMillis(200)),
                at("/silent") + " sent nothing for 200 ms; try again");
    }

    @Test
    void aFolderThatIsAFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "before");
        assertThatThrownBy(() -> remote("/good").fetch(file.resolve("g")))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("cannot write %s: %s is a file, not a folder; choose a folder"
                        .formatted(file.resolve("g"), file));
        assertThat(file).hasContent("before");
    }

    @Test
    void whatIsNoAddressOrHashIsRefused() {
        assertThatThrownBy(() -> new RemoteFile(URI.create("ftp://host/f"), HASH, 1))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("'ftp://host/f' is no address of a file, expected http://…, https://… or file:///…");
        assertThatThrownBy(() -> new RemoteFile(URI.create("model.safetensors"), HASH, 1))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("'model.safetensors' is no address of a file, expected http://…, https://… or file:///…");
        assertThatThrownBy(() -> new RemoteFile(URI.create("https://me:secret@host/f"), HASH, 1))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage(
                        "an address with a user's name or password in it is refused, for it would stand in messages;"
                                + " host host");
        assertThatThrownBy(() -> new RemoteFile(URI.create("https://host/f"), "", 1))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("the SHA-256 of https://host/f has 64 hexadecimal digits, found ''");
    }
}
