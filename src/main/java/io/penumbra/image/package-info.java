/**
 * The image event, its CloudEvent headers on Kafka, and decoding to a tensor.
 *
 * <p>A record becomes an event ({@link ImageRecords#read}), an event's bytes become pixels of a model's input size
 * ({@link Decoder#decode}), and pixels become floats in a batch ({@link InputFormat#write}). Whatever a record holds,
 * none of these throws: what can't be read is an {@link Unreadable}.
 */
@NullMarked
package io.penumbra.image;

import org.jspecify.annotations.NullMarked;
