/**
 * What every command needs: resources to close, signals, temporary folders, progress, failures in one sentence, a
 * connection to Kafka.
 */
@NullMarked
package io.penumbra.process;

import org.jspecify.annotations.NullMarked;
