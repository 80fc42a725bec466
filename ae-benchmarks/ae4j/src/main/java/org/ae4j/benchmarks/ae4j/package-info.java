/** AE4J, DL4J alone, and the processor's rate of matrix products, which figures are held against. */
package org.ae4j.benchmarks.ae4j;
