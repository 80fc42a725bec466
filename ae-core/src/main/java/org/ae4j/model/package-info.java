/** The trained thing: autoencoder, fitted scaling, provenance, and their file. */
package org.ae4j.model;
