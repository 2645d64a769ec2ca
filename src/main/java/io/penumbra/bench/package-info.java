/**
 * Measures speed against a limit from the same run, and how often verdicts and alarms are right on simulated streams.
 */
@NullMarked
package io.penumbra.bench;

import org.jspecify.annotations.NullMarked;
