/** How good a model is: reconstruction beside its baseline PCA, and what its codes are worth to a classifier. */
package org.ae4j.evaluate;
