/**
 * Declares every metric once. Metrics of the process are counted where things happen and sum over instances. Metrics of
 * the view are computed from the cells at each scrape, and a single instance exports them.
 */
@NullMarked
package io.penumbra.metrics;

import org.jspecify.annotations.NullMarked;
