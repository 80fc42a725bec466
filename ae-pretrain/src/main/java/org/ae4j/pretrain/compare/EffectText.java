package org.ae4j.pretrain.compare;

import java.util.Locale;
import java.util.OptionalDouble;
import org.ae4j.Rounded;
import org.ae4j.pretrain.compare.Effect.Evidence;

/** Effects in words and numbers. */
public final class EffectText {
    private static final double PERCENT = 100;

    private EffectText() {}

    /** The mean figure, or how many runs diverged. */
    public static String figure(Outcome outcome) {
        OptionalDouble mean = outcome.mean();
        return mean.isPresent()
                ? Rounded.text(mean.getAsDouble())
                : "diverged %d of %d"
                        .formatted(outcome.diverged(), outcome.figures().size());
    }

    /** {@code "−12.3 %"} of a ratio, {@code "+1.2 points"} of others; empty if a run diverged. */
    public static String change(Measure measure, Effect effect) {
        return effect.change().isEmpty()
                ? ""
                : signed(shown(measure, effect.change().getAsDouble())) + " " + unit(measure);
    }

    /** {@code "(−15.0 … −9.4)"}, in the unit of {@link #change}; empty without an interval. */
    public static String interval(Measure measure, Effect effect) {
        return effect.low().isEmpty()
                ? ""
                : "(%s … %s)"
                        .formatted(
                                signed(shown(measure, effect.low().getAsDouble())),
                                signed(shown(measure, effect.high().getAsDouble())));
    }

    /** {@code "helps, p .002"}. */
    public static String evidence(Effect effect) {
        String words = effect.evidence().words();
        boolean isTested = effect.p().isPresent() && effect.evidence() != Evidence.SAME;
        return isTested ? words + ", p " + probability(effect.p().getAsDouble()) : words;
    }

    /** What changes are told in: %, points or nats. */
    public static String unit(Measure measure) {
        return measure.isRatio() ? "%" : measure.unit();
    }

    /** A change in {@link #unit}. */
    static double shown(Measure measure, double change) {
        return change * (measure.isRatio() ? PERCENT : measure.perUnit());
    }

    private static String signed(double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) < 10 ? "%+.2f" : "%+.1f", value);
        return text.replace('-', '−');
    }

    private static String probability(double p) {
        return p < .001 ? "< .001" : String.format(Locale.ROOT, "%.3f", p).replaceFirst("^0", "");
    }
}
