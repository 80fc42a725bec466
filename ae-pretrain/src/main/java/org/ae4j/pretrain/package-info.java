/** Reuse of a trained encoder: its file, freezing, heads, and fine-tuning on few labels. */
package org.ae4j.pretrain;
