package org.ae4j.pretrain.study;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;
import org.ae4j.file.Json;

/** A study's figures for programs. */
public final class LabelFigures {
    private LabelFigures() {}

    /**
     * Curves as JSON: {@code methods[]} of {@code method}, {@code usesEncoder} and {@code points[]}, each of
     * {@code labelsPerClass} (null for all), {@code rows}, {@code mean}, {@code deviation} (null where there are too few)
     * and {@code accuracies}.
     */
    public static ObjectNode json(List<LabelCurve> curves) {
        ObjectNode json = Json.object();
        ArrayNode methods = json.putArray("methods");
        for (LabelCurve curve : curves) {
            ObjectNode method = methods.addObject();
            method.put("method", curve.method());
            method.put("usesEncoder", curve.usesEncoder());
            ArrayNode points = method.putArray("points");
            curve.points().forEach(point -> put(point, points.addObject()));
        }
        return json;
    }

    private static void put(LabelPoint point, ObjectNode json) {
        if (point.perClass() == LabelDraw.ALL) {
            json.putNull("labelsPerClass");
        } else {
            json.put("labelsPerClass", point.perClass());
        }
        json.put("rows", point.rows());
        put("mean", point.mean(), json);
        put("deviation", point.deviation(), json);
        point.accuracies().forEach(json.putArray("accuracies")::add);
    }

    private static void put(String name, OptionalDouble value, ObjectNode json) {
        if (value.isPresent()) {
            json.put(name, value.getAsDouble());
        } else {
            json.putNull(name);
        }
    }
}
