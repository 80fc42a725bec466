package org.ae4j.data;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How one column is read off objects: {@code Feature.numeric("area", House::area)}.
 *
 * @param <T> the objects
 */
public final class Feature<T> {
    enum Kind {
        NUMERIC,
        CATEGORICAL,
        LABEL
    }

    private final String name;
    private final Kind kind;
    private final Function<T, Object> value;

    private Feature(String name, Kind kind, Function<T, Object> value) {
        this.name = name;
        this.kind = kind;
        this.value = value;
    }

    /** A column of numbers; every value must be finite as a float. */
    public static <T> Feature<T> numeric(String name, ToDoubleFunction<T> value) {
        return new Feature<>(name, Kind.NUMERIC, value::applyAsDouble);
    }

    /** A column of names, at most 1000 different ones and never null. */
    public static <T> Feature<T> categorical(String name, Function<T, String> value) {
        return new Feature<>(name, Kind.CATEGORICAL, value::apply);
    }

    /** What each object is called, never null: no feature, and at most one of all. */
    public static <T> Feature<T> label(String name, Function<T, String> value) {
        return new Feature<>(name, Kind.LABEL, value::apply);
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    /** A Double for a numeric feature, else a String or null. */
    Object value(T object) {
        return value.apply(object);
    }
}
