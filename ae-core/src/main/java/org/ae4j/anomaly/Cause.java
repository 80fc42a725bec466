package org.ae4j.anomaly;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.ae4j.data.Column;

/**
 * One column's part in a row's strangeness.
 *
 * @param column the raw column
 * @param found its raw value; for a categorical column the category's index
 * @param expected the raw value that the model believes in, given the other columns
 * @param share in (0, 1]: how much of the row's standardised error goes away when the column takes the expected value
 */
public record Cause(Column column, float found, float expected, double share) {
    /** Such as {@code oil_bar 1.2 (expected 3.4, 87 %)}; categories by their names. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %s (expected %s, %.0f %%)",
                column.name(),
                column.text(found),
                text(column, expected),
                100 * share);
    }

    private static String text(Column column, float value) {
        return column.text(column.isCategorical() ? value : rounded(value));
    }

    /** To four digits: a belief has no more. */
    private static float rounded(float value) {
        return new BigDecimal(value).round(new MathContext(4)).floatValue();
    }
}
