package io.penumbra.image;

/** The names of the formats that {@link ImageFormat} reads. */
public enum RecordFormat {
    CLOUDEVENTS,
    RAW
}
