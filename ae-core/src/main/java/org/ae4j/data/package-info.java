/** Where rows come from: CSV, IDX, arrays, the user's own objects, queries, generators; their schema and splits. */
package org.ae4j.data;
