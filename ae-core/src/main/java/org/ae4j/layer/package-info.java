/**
 * The layers, activations and losses that DL4J lacks, and what stands between encoder and decoder, each with a gradient
 * check.
 */
package org.ae4j.layer;
