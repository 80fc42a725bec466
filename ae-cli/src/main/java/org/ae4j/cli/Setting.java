package org.ae4j.cli;

/** A flag without its dashes and what stands behind it: {@code activation=tanh}. */
record Setting(String key, String value) {
    @Override
    public String toString() {
        return key + "=" + value;
    }
}
