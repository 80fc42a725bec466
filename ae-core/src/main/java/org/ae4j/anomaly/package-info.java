/** Which rows are unlike those that a model learnt: scores, calibrated thresholds, explanations. */
package org.ae4j.anomaly;
