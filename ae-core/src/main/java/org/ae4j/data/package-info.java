/**
 * Where rows come from: CSV, IDX, NumPy, folders of images and of sounds, arrays, the user's own objects, queries, generators;
 * their schema, which is that of a table, of images or of sequences, and splits.
 */
package org.ae4j.data;
