/**
 * The running service: the wiring of scoring and tally, their settings and topics, health, and the page for Prometheus.
 */
@NullMarked
package io.penumbra.service;

import org.jspecify.annotations.NullMarked;
