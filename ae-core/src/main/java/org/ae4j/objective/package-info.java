/**
 * How a specification is trained whose parts do not lie in one line: networks joined by the gradients of their inputs.
 */
package org.ae4j.objective;
