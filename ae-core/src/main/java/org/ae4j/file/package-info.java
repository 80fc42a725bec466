/**
 * The file format: tensors, manifest text, hashes, atomic writing, and JSON as all of AE4J reads and writes it.
 *
 * <p>One file is one model, in the <a href="https://huggingface.co/docs/safetensors">safetensors</a> format, which
 * Python's {@code safetensors} opens as it is:
 *
 * <pre>
 * 8 bytes      N, the length of the header, little-endian, at most 100 000 000
 * N bytes      the header: UTF-8 JSON, padded with blanks so that the values begin at a multiple of 8
 *              {"__metadata__": {"ae4j": "the manifest", "ae4j.sha256": "its SHA-256"},
 *               "layer/parameter": {"dtype": "F32", "shape": [3, 2], "data_offsets": [0, 24]}, …}
 * the rest     float32 values, little-endian, row-major, tensor after tensor without gaps
 * </pre>
 *
 * <p>The manifest is JSON text within that JSON:
 *
 * <pre>
 * {"format": 1, "kind": "autoencoder", … the writer's content …,
 *  "tensors": [{"name": "layer/parameter", "type": "F32", "shape": [3, 2], "sha256": "…"}, …]}
 * </pre>
 *
 * <p>The reader takes no memory for a length it has not checked against the size of the file. It checks the hash of the
 * manifest, builds the whole header anew from the manifest and compares it byte for byte, then checks the length of the
 * file, the hash of every tensor, and that every value is finite. There is nothing in a file that is run: no Java
 * serialisation, no class names. The hashes prove that a file is whole, not who wrote it.
 *
 * <p>There are no times, durations or paths in a file: the same content gives the same bytes.
 */
package org.ae4j.file;
