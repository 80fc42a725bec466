/** TensorFlow-Java. */
package org.ae4j.benchmarks.tensorflow;
