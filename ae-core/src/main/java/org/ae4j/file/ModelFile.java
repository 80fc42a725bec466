package org.ae4j.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;

/**
 * All that one model file holds. The same value gives the same bytes.
 *
 * @param kind what it is, a word owned by the package that writes it, such as {@code autoencoder}: lower-case letters,
 *     digits, {@code -} and blanks
 * @param content the writer's part of the manifest (schema, spec, metrics, …), copied; its keys are any but
 *     {@code format}, {@code kind} and {@code tensors}. Read back it is the same JSON text
 * @param tensors in the order of the file, their names unique
 */
public record ModelFile(String kind, ObjectNode content, List<Tensor> tensors) {
    /**
     * Checks the parts.
     *
     * @throws ModelFileException if the kind, a key or a tensor's name is not as above
     */
    public ModelFile {
        content = content.deepCopy();
        tensors = List.copyOf(tensors);
        Manifest.check(kind, content, tensors.stream().map(Tensor::name).toList());
    }

    /** The writer's part of the manifest, a copy. */
    @Override
    public ObjectNode content() {
        return content.deepCopy();
    }

    /**
     * Writes the file atomically: all of it or nothing.
     *
     * @param replace whether an existing file may be overwritten
     * @throws ModelFileException if it cannot be written; what was there before is still there
     */
    public void write(Path target, boolean replace) {
        write(target, replace, FileOperations.REAL);
    }

    void write(Path target, boolean replace, FileOperations operations) {
        byte[] header = header(target);
        try {
            AtomicFile.write(target, replace, out -> writeTo(out, header), operations);
        } catch (AutoencoderException e) {
            throw new ModelFileException(e.getMessage(), e);
        }
    }

    private byte[] header(Path target) {
        try {
            Manifest manifest = Manifest.of(this);
            return Header.bytes(manifest, manifest.text());
        } catch (AutoencoderException e) {
            throw new ModelFileException("cannot write " + target + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a file of any kind and checks all of it.
     *
     * @throws ModelFileException if it cannot be read, is no model file, or is damaged
     */
    public static ModelFile read(Path source) {
        return new ModelFileReader(source, List.of()).read();
    }

    /**
     * Reads a file of one of these kinds and checks all of it.
     *
     * @throws ModelFileException if it cannot be read, is no model file, is damaged, or holds another kind
     */
    public static ModelFile read(Path source, String... expectedKinds) {
        return new ModelFileReader(source, List.of(expectedKinds)).read();
    }

    /**
     * Checks and takes apart the bytes of a file of one of these kinds, which need not be one.
     *
     * @param name of the file, for messages
     * @throws ModelFileException as {@link #read(Path, String...)} does
     */
    public static ModelFile read(byte[] bytes, Path name, String... expectedKinds) {
        return new ModelFileReader(name, List.of(expectedKinds)).read(bytes);
    }

    private void writeTo(OutputStream out, byte[] header) throws IOException {
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        for (Tensor tensor : tensors) {
            tensor.writeTo(out);
        }
    }
}
