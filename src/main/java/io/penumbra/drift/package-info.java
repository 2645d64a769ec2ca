/**
 * Tells whether the stream or a candidate has left its reference: the references, the statistic of each series, and the
 * alarms.
 */
@NullMarked
package io.penumbra.drift;

import org.jspecify.annotations.NullMarked;
