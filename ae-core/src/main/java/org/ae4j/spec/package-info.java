/** What an autoencoder is: immutable, validated parts, independent of any run; {@code Presets} names the usual ones. */
package org.ae4j.spec;
