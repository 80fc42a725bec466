package org.ae4j.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.ae4j.ModelFileException;

/** UTF-8 that refuses what it cannot say, where {@link String} puts a question mark. */
final class Utf8 {
    private Utf8() {}

    static boolean isEncodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** The bytes of a text; throws for halves of surrogate pairs. */
    static byte[] encode(String text) {
        if (!isEncodable(text)) {
            throw new ModelFileException("a name or text has half a surrogate pair, which is no Unicode character");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The text of all these bytes. */
    static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ModelFileException("its header is not UTF-8 text", e);
        }
    }
}
