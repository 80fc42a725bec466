package org.ae4j.pretrain.study;

import java.util.List;

/**
 * What one method reached with more and more labels.
 *
 * @param method its name
 * @param usesEncoder whether an encoder is part of it; else it is a control
 * @param points in the order of the labels asked for
 */
public record LabelCurve(String method, boolean usesEncoder, List<LabelPoint> points) {
    public LabelCurve {
        points = List.copyOf(points);
    }
}
