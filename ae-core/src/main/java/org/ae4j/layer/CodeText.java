package org.ae4j.layer;

import org.ae4j.InvalidSpecException;

/** Reads what {@link CodeFunction#text()} wrote. */
final class CodeText {
    private static final String FORMS = "a code function is 'plain SIZE', 'kSparse SIZE ACTIVE', 'variational SIZE BETA"
            + " WARM_UP_EPOCHS' or 'vectorQuantized VECTORS CODES DIMENSIONS' and its codebook's numbers, if there are any;"
            + " found '%s'";

    private CodeText() {}

    static CodeFunction parse(String text) {
        String[] words = text.split(" ");
        try {
            return switch (words[0] + "/" + (words.length - 1)) {
                case "plain/1" -> new PlainCode(whole(words[1]));
                case "kSparse/2" -> new KSparseCode(whole(words[1]), whole(words[2]));
                case "variational/3" -> new VariationalCode(whole(words[1]), number(words[2]), number(words[3]));
                case "vectorQuantized/3" -> new VectorQuantizedCode(whole(words[1]), whole(words[2]), whole(words[3]));
                default -> withCodebook(words, text);
            };
        } catch (NumberFormatException e) {
            throw new InvalidSpecException(FORMS.formatted(text), e);
        }
    }

    private static CodeFunction withCodebook(String[] words, String text) {
        if (words.length < 5 || !words[0].equals("vectorQuantized")) {
            throw new InvalidSpecException(FORMS.formatted(text));
        }
        float[] codebook = new float[words.length - 4];
        for (int i = 0; i < codebook.length; i++) {
            codebook[i] = Float.parseFloat(words[i + 4]);
        }
        return new VectorQuantizedCode(whole(words[1]), whole(words[2]), whole(words[3]), codebook);
    }

    private static int whole(String word) {
        return Integer.parseInt(word);
    }

    private static double number(String word) {
        return Double.parseDouble(word);
    }
}
