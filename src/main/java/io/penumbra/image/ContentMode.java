package io.penumbra.image;

import java.util.Locale;

/**
 * How a CloudEvent lies in a Kafka record. The record's {@code content-type} says it.
 *
 * <p>A JSON object without {@code ce_specversion} is an event in structured mode, whatever the content type: the SDK of
 * Python (1.x) sends that of the picture.
 */
enum ContentMode {
    /** The attributes are headers, and the value is the data. */
    BINARY,
    /** The value is the whole event as JSON. */
    STRUCTURED;

    private static final String EVENT = "application/cloudevents";

    /** @throws Refusal if the value is a batch of events, or an event that is not JSON */
    static ContentMode of(EventAttributes headers, byte[] value) throws Refusal {
        String contentType = headers.get("datacontenttype").orElse("");
        if (!contentType.regionMatches(true, 0, EVENT, 0, EVENT.length())) {
            return value.length > 0
                            && value[0] == '{'
                            && headers.get("specversion").isEmpty()
                    ? STRUCTURED
                    : BINARY;
        }
        int parameters = contentType.indexOf(';');
        String mediaType = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        if (mediaType.equals(EVENT + "+json")) {
            return STRUCTURED;
        }
        throw new Refusal(
                Reason.BAD_EVENT,
                "content-type is '" + contentType + "', "
                        + (mediaType.startsWith(EVENT + "-batch")
                                ? "a batch of events; send each event as a record of its own"
                                : "expected " + EVENT + "+json or the type of an image"));
    }
}
