/** The command {@code ae}: one class a command, shared options as mixins. */
package org.ae4j.cli;
