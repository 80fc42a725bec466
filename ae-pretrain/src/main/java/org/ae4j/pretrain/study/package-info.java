/** What pretraining is worth: accuracy by the number of labels, beside the controls that count. */
package org.ae4j.pretrain.study;
