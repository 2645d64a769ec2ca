/**
 * The image event, how it stands in a record of Kafka, and decoding to a tensor, in three steps.
 *
 * <ol>
 * <li>{@link ImageFormat#read} makes an event of a record.
 * <li>{@link Decoder#decode} makes pixels of a model's input size from the event's bytes.
 * <li>{@link InputFormat#write} writes the pixels as floats into a batch.
 * </ol>
 *
 * <p>No step throws on a bad record: what cannot be read is an {@link Unreadable}.
 *
 * <p>The package has more than 30 files. Records and pictures share {@link Unreadable} in their sealed types, which Java
 * keeps in one package.
 */
@NullMarked
package io.penumbra.image;

import org.jspecify.annotations.NullMarked;
