package org.ae4j.layer;

import org.ae4j.InvalidSpecException;

/** Reads what {@link CodeFunction#text()} wrote. */
final class CodeText {
    private static final String FORMS =
            "a code function is 'plain SIZE', 'kSparse SIZE ACTIVE' or 'variational SIZE BETA"
                    + " WARM_UP_EPOCHS', found '%s'";

    private CodeText() {}

    static CodeFunction parse(String text) {
        String[] words = text.split(" ");
        try {
            return switch (words[0] + "/" + (words.length - 1)) {
                case "plain/1" -> new PlainCode(whole(words[1]));
                case "kSparse/2" -> new KSparseCode(whole(words[1]), whole(words[2]));
                case "variational/3" -> new VariationalCode(whole(words[1]), number(words[2]), number(words[3]));
                default -> throw new InvalidSpecException(FORMS.formatted(text));
            };
        } catch (NumberFormatException e) {
            throw new InvalidSpecException(FORMS.formatted(text), e);
        }
    }

    private static int whole(String word) {
        return Integer.parseInt(word);
    }

    private static double number(String word) {
        return Double.parseDouble(word);
    }
}
