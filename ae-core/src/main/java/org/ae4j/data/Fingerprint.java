package org.ae4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.ae4j.Sha256;

/** The identity of data: what {@link Samples#fingerprint()} says. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(Samples samples) {
        MessageDigest digest = Sha256.digest();
        digest.update(samples.schema().toString().getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < samples.rows(); i++) {
            float[] row = samples.row(i);
            ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
            for (float value : row) {
                bytes.putInt(Float.floatToIntBits(value)); // one pattern for every NaN, so that missing is missing
            }
            bytes.flip();
            digest.update(bytes);
            if (samples.isLabelled()) {
                digest.update(samples.label(i).getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
