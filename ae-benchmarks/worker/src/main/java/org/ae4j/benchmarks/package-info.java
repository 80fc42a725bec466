/** Workloads, their data, what an engine has to offer to run them, and the process that measures one of them. */
package org.ae4j.benchmarks;
