/** Deep Java Library on PyTorch. */
package org.ae4j.benchmarks.djl;
