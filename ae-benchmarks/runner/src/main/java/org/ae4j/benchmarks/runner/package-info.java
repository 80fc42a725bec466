/** Runs the workers in turn and tells what they did. */
package org.ae4j.benchmarks.runner;
