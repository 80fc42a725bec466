package org.ae4j.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.ae4j.Suggestion;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.pretrain.PretrainedEncoders;
import picocli.CommandLine.Option;

/** Which encoder is used: a file, one from a server, or one that comes with AE4J. */
final class EncoderOptions {
    /** A letter and a colon alone is a drive of Windows. */
    private static final Pattern ADDRESS = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

    @Option(
            names = "--encoder",
            required = true,
            paramLabel = "M",
            description = "A model that `ae train` wrote, an encoder's own file, or the address of either: http://…,"
                    + " https://… or file:///…, fetched once and kept; or one that comes with AE4J: fashion-mnist, digits"
                    + " (`ae info NAME --markdown` prints its card).")
    private String encoder;

    @Option(
            names = "--encoder-sha256",
            paramLabel = "H",
            description = "SHA-256 of what stands at the address of --encoder; without it nothing is fetched.")
    private String sha256;

    @Option(
            names = "--cut-after",
            paramLabel = "BLOCK",
            description = "Take the encoder up to this block, whose outputs then are the code: encoder0, encoder1, ….")
    private String block;

    /** Reads the encoder; the caller closes it. */
    PretrainedEncoder load() {
        if (block == null) {
            return whole();
        }
        try (PretrainedEncoder whole = whole()) {
            return whole.cutAfter(block);
        }
    }

    private PretrainedEncoder whole() {
        if (ADDRESS.matcher(encoder).matches()) {
            return fetch();
        }
        if (sha256 != null) {
            throw new WrongInput(
                    "--encoder-sha256 belongs to an address, but --encoder " + encoder + " is none; leave it out");
        }
        if (PretrainedEncoders.names().contains(encoder)) {
            return PretrainedEncoders.named(encoder);
        }
        try {
            return PretrainedEncoder.load(file());
        } catch (InvalidPathException e) {
            throw new WrongInput("'" + encoder + "' cannot be a file's name: " + e.getReason(), e);
        }
    }

    private Path file() {
        Path file = Path.of(encoder);
        boolean mayBeName = file.getNameCount() == 1 && encoder.indexOf('.') < 0;
        if (mayBeName && !Files.exists(file)) {
            throw new WrongInput("neither a file nor an encoder of AE4J is named '" + encoder + "'"
                    + Suggestion.forUnknown(encoder, PretrainedEncoders.names()));
        }
        return file;
    }

    private PretrainedEncoder fetch() {
        if (sha256 == null) {
            throw new WrongInput("--encoder " + encoder
                    + " is fetched only with --encoder-sha256, the SHA-256 of the file that you expect");
        }
        try {
            return PretrainedEncoder.fetch(URI.create(encoder), sha256);
        } catch (IllegalArgumentException e) {
            throw new WrongInput("--encoder " + encoder + " is no address: " + e.getMessage(), e);
        }
    }
}
