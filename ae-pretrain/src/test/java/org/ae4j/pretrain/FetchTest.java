package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.ae4j.ModelFileException;
import org.ae4j.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchTest {
    @TempDir
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private byte[] content;
    private int missing; // bytes that the server promises beyond those that it sends
    private String hash;
    private Path cache;
    private HttpServer server;
    private ExecutorService threads;

    @BeforeEach
    void start() throws IOException {
        Path file = folder.resolve("e.safetensors");
        try (PretrainedEncoder encoder = Fixtures.encoder(Fixtures.plain())) {
            encoder.save(file);
        }
        content = Files.readAllBytes(file);
        hash = Sha256.hex(content);
        cache = folder.resolve("cache");
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, content.length + missing);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private URI at(String path) {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private float[][] codes(URI address) {
        try (PretrainedEncoder encoder = PretrainedEncoder.fetch(address, hash, cache)) {
            return encoder.encode(Fixtures.blobs());
        }
    }

    private float[][] expected() {
        try (PretrainedEncoder encoder = PretrainedEncoder.load(folder.resolve("e.safetensors"))) {
            return encoder.encode(Fixtures.blobs());
        }
    }

    @Test
    void isSentOnceAndThenReadFromTheCacheUnlessThatIsDamaged() throws IOException {
        assertThat(codes(at("/e"))).isDeepEqualTo(expected());
        assertThat(codes(at("/e"))).isDeepEqualTo(expected());
        assertThat(requests).hasValue(1);
        assertThat(files()).containsExactly(hash + ".safetensors");
        Files.writeString(cache.resolve(hash + ".safetensors"), "damaged");
        assertThat(codes(at("/e"))).isDeepEqualTo(expected());
        assertThat(requests).hasValue(2);
        assertThat(cache.resolve(hash + ".safetensors")).hasBinaryContent(content);
    }

    @Test
    void noNameInAnAddressLeavesTheCache() throws IOException {
        assertThat(codes(at("/a/..%2F..%2F..%2Fx"))).isDeepEqualTo(expected());
        assertThat(codes(folder.resolve("cache/../e.safetensors").toUri())).isDeepEqualTo(expected());
        assertThat(files()).containsExactly(hash + ".safetensors");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("e.safetensors", "cache");
        }
    }

    @Test
    void manyAtOnceDoNoHarm() throws Exception {
        var tasks = new ArrayList<Callable<float[][]>>();
        for (int i = 0; i < 8; i++) {
            tasks.add(() -> codes(at("/e"))); // nothing is shared between them but the folder, as between processes
        }
        for (Future<float[][]> codes : threads.invokeAll(tasks)) {
            assertThat(codes.get()).isDeepEqualTo(expected());
        }
        assertThat(files()).containsExactly(hash + ".safetensors");
    }

    @Test
    void anotherFileIsRefusedAndNotKept() throws IOException {
        String other = "f".repeat(64);
        assertThatThrownBy(() -> PretrainedEncoder.fetch(at("/e"), other, cache))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("%s sent other content than was published (SHA-256 expected %s, found %s)"
                        .formatted(at("/e"), other, hash));
        assertThat(files()).isEmpty();
    }

    @Test
    void aDownloadThatIsCutOffIsRefusedAndNotKept() throws IOException {
        byte[] whole = content;
        content = Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> PretrainedEncoder.fetch(at("/e"), hash, cache))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("%s sent other content than was published (SHA-256 expected %s, found %s)"
                        .formatted(at("/e"), hash, Sha256.hex(content)));
        missing = whole.length - content.length;
        assertThatThrownBy(() -> PretrainedEncoder.fetch(at("/e"), hash, cache))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(at("/e") + " could not be had: java.io.IOException: "); // the rest is the JDK's
        assertThat(files()).isEmpty();
        content = whole;
        missing = 0;
        assertThat(codes(at("/e"))).isDeepEqualTo(expected());
    }

    @Test
    void withoutAHashNothingIsAskedFor() {
        for (String none : List.of("", "1234", "../x", hash + "0")) {
            assertThatThrownBy(() -> PretrainedEncoder.fetch(at("/e"), none, cache))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessage("the SHA-256 of %s has 64 hexadecimal digits, found '%s'".formatted(at("/e"), none));
        }
        assertThat(requests).hasValue(0);
        assertThat(cache).doesNotExist();
    }

    @Test
    void aCacheThatIsAFileIsRefused() throws IOException {
        Files.writeString(cache, "a file");
        assertThatThrownBy(() -> PretrainedEncoder.fetch(at("/e"), hash, cache))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("cannot write %s: %s is a file, not a folder; choose a folder"
                        .formatted(cache.resolve(hash + ".safetensors"), cache));
        assertThat(cache).hasContent("a file");
    }

    @Test
    void whatHasTheHashButIsNoEncoderIsRefused() {
        content = "not an encoder, but what was asked for".getBytes();
        hash = Sha256.hex(content);
        assertThatThrownBy(() -> PretrainedEncoder.fetch(at("/e"), hash, cache))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(cache.resolve(hash + ".safetensors")
                        + " is not a model file: its first 8 bytes give a header of 7286945560520847214 bytes, at most"
                        + " 100000000 are allowed; choose a .safetensors file that AE4J wrote");
    }
}
