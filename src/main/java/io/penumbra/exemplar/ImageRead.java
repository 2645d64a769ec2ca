package io.penumbra.exemplar;

/** The result of reading an image back. */
public sealed interface ImageRead permits StoredImage, ImageRead.Gone, ImageRead.Unknown, ImageRead.Unreachable {
    /** The log has no record at this offset, no longer or never. */
    record Gone(String reason) implements ImageRead {}

    /** The topic or partition does not exist, or the record is not an image. */
    record Unknown(String reason) implements ImageRead {}

    /** Kafka did not answer. */
    record Unreachable(String reason) implements ImageRead {}
}
