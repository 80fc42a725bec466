/** How one training step or one forward pass is computed. */
package org.ae4j.engine;
