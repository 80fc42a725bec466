/** The DL4J layers, activations and losses that DL4J lacks, each with a gradient check. */
package org.ae4j.layer;
