/** Examples: one idea a file, each run by a test that checks what it claims. */
package org.ae4j.examples;
