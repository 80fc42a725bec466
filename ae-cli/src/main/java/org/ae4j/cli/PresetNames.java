package org.ae4j.cli;

import java.util.Iterator;
import org.ae4j.spec.Presets;

/** The presets by name, for the help. */
final class PresetNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Presets.names().iterator();
    }
}
