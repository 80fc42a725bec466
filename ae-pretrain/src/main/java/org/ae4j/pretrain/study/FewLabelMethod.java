package org.ae4j.pretrain.study;

import java.util.OptionalDouble;

/** A way to classify with few labels. */
public interface FewLabelMethod {
    /** As tables and charts show it. */
    String name();

    /** Whether an encoder is part of it; else it is a control. */
    boolean usesEncoder();

    /**
     * The share of the draw's test rows, 0..1, that are named rightly; empty where the method needs rows without labels and
     * there are none.
     */
    OptionalDouble accuracy(LabelDraw draw);
}
