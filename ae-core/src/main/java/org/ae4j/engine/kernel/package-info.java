/** How the compiled engine computes: memory and kernels of one device, apart from what is computed. */
package org.ae4j.engine.kernel;
