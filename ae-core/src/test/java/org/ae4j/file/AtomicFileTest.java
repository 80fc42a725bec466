package org.ae4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.ae4j.AutoencoderException;
import org.ae4j.file.FaultyFileOperations.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicFileTest {
    private static final byte[] OLD = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private Path target;
    private byte[] fresh;

    @BeforeEach
    void setUp() {
        target = folder.resolve("out.csv");
        fresh = new byte[200_003];
        new Random(1).nextBytes(fresh);
    }

    @Test
    void newFileHoldsTheContentAndNothingElseIsLeft() throws IOException {
        AtomicFile.write(target, false, out -> out.write(fresh));
        assertOnlyTheTargetWith(fresh);
    }

    @Test
    void existingFileIsReplacedWhenAsked() throws IOException {
        Files.write(target, OLD);
        AtomicFile.write(target, true, out -> out.write(fresh));
        assertOnlyTheTargetWith(fresh);
    }

    @Test
    void existingFileIsRefusedBeforeTheContentIsMade() throws IOException {
        Files.write(target, OLD);
        assertThatThrownBy(() -> AtomicFile.write(target, false, out -> {
                    throw new AssertionError("not reached");
                }))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage(target + " already exists; choose another name or pass --force to replace it");
        assertOnlyTheTargetWith(OLD);
    }

    @Test
    void fileThatAppearsMeanwhileIsNotOverwritten() throws IOException {
        assertThatThrownBy(() -> AtomicFile.write(target, false, out -> Files.write(target, OLD)))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage(target + " already exists; choose another name or pass --force to replace it");
        assertOnlyTheTargetWith(OLD);
    }

    @Test
    void contentMayCloseItsStream() throws IOException {
        AtomicFile.write(target, false, out -> {
            try (var zipped = new GZIPOutputStream(out)) {
                zipped.write(OLD);
            }
        });
        try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(target))) {
            assertThat(in.readAllBytes()).isEqualTo(OLD);
        }
    }

    @Test
    void fileIsSyncedAndClosedBeforeItIsRenamed() {
        var operations = new FaultyFileOperations(Fault.NONE);
        AtomicFile.write(target, false, out -> out.write(OLD), operations);
        assertThat(operations.calls).containsExactly("create", "sync", "close", "rename");
    }

    @Test
    void shortWritesAreContinued() throws IOException {
        AtomicFile.write(target, false, out -> out.write(fresh), new FaultyFileOperations(Fault.SHORT_WRITES));
        assertOnlyTheTargetWith(fresh);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE, Read-only file system",
        "NO_SPACE, No space left on device",
        "STALLED, the disk takes no more bytes",
        "SYNC, Input/output error",
        "CLOSE, Stale file handle",
        "RENAME, Input/output error"
    })
    void whateverFailsTheOldFileIsStillThere(Fault fault, String reason) throws IOException {
        Files.write(target, OLD);
        assertThatThrownBy(
                        () -> AtomicFile.write(target, true, out -> out.write(fresh), new FaultyFileOperations(fault)))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("cannot write " + target + ": " + reason + "; nothing was changed");
        assertOnlyTheTargetWith(OLD);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CREATE", "NO_SPACE", "STALLED", "SYNC", "CLOSE", "RENAME"})
    void whateverFailsNoNewFileIsLeft(Fault fault) throws IOException {
        assertThatThrownBy(
                        () -> AtomicFile.write(target, false, out -> out.write(fresh), new FaultyFileOperations(fault)))
                .isInstanceOf(AutoencoderException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void contentThatFailsLeavesTheOldFile() throws IOException {
        Files.write(target, OLD);
        assertThatThrownBy(() -> AtomicFile.write(target, true, out -> {
                    out.write(fresh);
                    throw new UncheckedIOException(new IOException("the source is gone"));
                }))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("cannot write " + target + ": the source is gone; nothing was changed");
        assertOnlyTheTargetWith(OLD);
        assertThatThrownBy(() -> AtomicFile.write(target, true, out -> {
                    out.write(fresh);
                    throw new IllegalStateException("a mistake in the content");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a mistake in the content");
        assertOnlyTheTargetWith(OLD);
    }

    @Test
    void folderThatDoesNotExistIsNamed() {
        Path missing = folder.resolve("runs");
        assertRefused(
                missing.resolve("m.csv"),
                "cannot write %s: folder %s does not exist; create it first"
                        .formatted(missing.resolve("m.csv"), missing));
    }

    @Test
    void fileInPlaceOfTheFolderIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("runs"), OLD);
        assertRefused(
                file.resolve("m.csv"),
                "cannot write %s: %s is a file, not a folder; choose a folder".formatted(file.resolve("m.csv"), file));
    }

    @Test
    void folderAsTargetIsRefused() {
        assertRefused(folder, folder + " is a folder, expected the name of a file; add one");
    }

    @Test
    void rootAsTargetIsRefused() {
        Path root = folder.getRoot();
        assertRefused(root, root + " is a folder, expected the name of a file; add one");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void deviceIsNotReplacedByAFile() {
        assertRefused(Path.of("/dev/null"), "/dev/null is not a regular file; choose another name");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nameTooLongIsRefusedEarly() {
        Path tooLong = folder.resolve("x".repeat(300));
        assertRefused(tooLong, "cannot write " + tooLong + ": File name too long; nothing was changed");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkedFileIsReplacedWhereItLies() throws IOException {
        Path real = Files.write(Files.createDirectory(folder.resolve("runs")).resolve("real.csv"), OLD);
        Files.createSymbolicLink(target, real);
        AtomicFile.write(target, true, out -> out.write(fresh));
        assertThat(target).isSymbolicLink();
        assertThat(real).hasBinaryContent(fresh);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkToNothingIsRefused() throws IOException {
        Files.createSymbolicLink(target, folder.resolve("gone"));
        assertRefused(target, target + " links to a file that does not exist; choose another name");
    }

    @Test
    void checkLeavesNothingBehind() throws IOException {
        AtomicFile.checkWritable(target, false);
        assertThat(folder).isEmptyDirectory();
        Files.write(target, OLD);
        AtomicFile.checkWritable(target, true);
        assertOnlyTheTargetWith(OLD);
    }

    @Test
    void checkRefusesAnExistingFile() throws IOException {
        Files.write(target, OLD);
        assertThatThrownBy(() -> AtomicFile.checkWritable(target, false))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage(target + " already exists; choose another name or pass --force to replace it");
    }

    @Test
    void checkFindsOutThatAFolderTakesNoFiles() {
        assertThatThrownBy(() -> AtomicFile.checkWritable(target, false, new FaultyFileOperations(Fault.CREATE)))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("cannot write " + target + ": Read-only file system; nothing was changed");
    }

    /** By the check before the work and by the writing itself, with and without leave to replace. */
    private static void assertRefused(Path target, String message) {
        for (boolean replace : new boolean[] {false, true}) {
            assertThatThrownBy(() -> AtomicFile.checkWritable(target, replace))
                    .isInstanceOf(AutoencoderException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> AtomicFile.write(target, replace, out -> out.write(OLD)))
                    .isInstanceOf(AutoencoderException.class)
                    .hasMessage(message);
        }
    }

    private void assertOnlyTheTargetWith(byte[] content) throws IOException {
        assertThat(target).hasBinaryContent(content);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }
}
