/** Learning from rows without labels beside those with: neighbour graphs, label propagation, self-training. */
package org.ae4j.pretrain.semi;
