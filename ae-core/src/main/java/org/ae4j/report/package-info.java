/**
 * What a run came to, as one HTML page that needs nothing else: {@code TrainingReport.of(result,
 * parts).page().write(file)}. A {@link org.ae4j.report.HtmlReport} is made of {@link org.ae4j.report.Section}s, each a
 * small class of its own, so that other modules add theirs.
 */
package org.ae4j.report;
