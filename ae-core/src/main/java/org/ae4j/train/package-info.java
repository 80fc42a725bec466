/** Training: the plan, the loop, its listeners and its history. */
package org.ae4j.train;
