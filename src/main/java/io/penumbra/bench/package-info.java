/**
 * How fast it is, against a limit measured in the same run, and how often verdicts and alarms are right, on simulated
 * streams.
 */
@NullMarked
package io.penumbra.bench;

import org.jspecify.annotations.NullMarked;
