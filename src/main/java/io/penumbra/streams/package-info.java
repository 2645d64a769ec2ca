/**
 * Kafka Streams as a service needs it: its clients leave out what would end a thread, and another client is opened when
 * one fails.
 */
@NullMarked
package io.penumbra.streams;

import org.jspecify.annotations.NullMarked;
