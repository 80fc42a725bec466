package org.ae4j.compile;

import org.ae4j.InvalidSpecException;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;
import org.ae4j.layer.RowLayout;

/**
 * The grid that convolutions go over: an image's, or a sequence's steps as its height.
 *
 * @param layout of its numbers in a row
 */
record RowGrid(RowLayout layout) {
    static RowGrid of(Schema schema) {
        if (schema instanceof ImageSchema image) {
            return new RowGrid(new RowLayout(image.channels(), image.height(), image.width(), false));
        }
        if (schema instanceof SequenceSchema sequence) {
            return new RowGrid(new RowLayout(sequence.features().size(), sequence.steps(), 1, true));
        }
        throw new InvalidSpecException("convolutions need images or sequences, found " + schema.describe());
    }

    /** Along the width: a sequence has none. */
    int across(int size) {
        return layout.channelsLast() ? 1 : size;
    }
}
