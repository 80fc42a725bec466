/** What the compiled engine computes: a DL4J configuration as a list of stages over flat parameters. */
package org.ae4j.engine.program;
