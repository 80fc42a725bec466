package org.ae4j.report;

/** A part of a page: a title, and what stands below it. */
public interface Section {
    /** Names the section within its page, where no other has the name: lower-case letters, digits and hyphens. */
    String id();

    /** The title, plain text. */
    String title();

    /** Writes what stands below the title. */
    void write(Html html);
}
