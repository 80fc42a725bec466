/** From a specification to DL4J configurations and the loss that trains them. */
package org.ae4j.compile;
