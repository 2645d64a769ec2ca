package io.penumbra.exemplar;

/** What became of an image that was to be read back. */
public sealed interface ImageRead permits StoredImage, ImageRead.Gone, ImageRead.Unknown, ImageRead.Unreachable {
    /** The log has no record there: it has none any longer, or never had one. */
    record Gone(String reason) implements ImageRead {}

    /** There is no such place, or it holds no image. */
    record Unknown(String reason) implements ImageRead {}

    /** Kafka does not tell. */
    record Unreachable(String reason) implements ImageRead {}
}
