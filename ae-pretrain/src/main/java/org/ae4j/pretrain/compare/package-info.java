/** Which choice helps on the user's data: one changed at a time, seeds paired, effects with intervals. */
package org.ae4j.pretrain.compare;
