package io.penumbra.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Reads the attributes of a CloudEvent from the headers of a Kafka record. Names may be in upper and lower case.
 *
 * <p>{@code ce-id} is a header of CloudEvents over HTTP. It is not taken for {@code ce_id}: its value is
 * percent-encoded.
 */
final class EventHeaders {
    private static final String PREFIX = "ce_";
    /** Kept under this name, so that a refusal can say what is wrong. */
    static final String HTTP_VERSION = "ce-specversion";

    private EventHeaders() {}

    /** The header {@code content-type} is the attribute {@code datacontenttype}. */
    static EventAttributes read(Headers headers) {
        var attributes = new EventAttributes(PREFIX);
        for (Header header : headers) {
            byte[] value = header.value();
            if (value == null) {
                continue;
            }
            String key = header.key();
            if (key.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                attributes.put(key.substring(PREFIX.length()).toLowerCase(Locale.ROOT), new String(value, UTF_8));
            } else if (key.equalsIgnoreCase("content-type")) {
                attributes.put("datacontenttype", new String(value, UTF_8));
            } else if (key.equalsIgnoreCase(HTTP_VERSION)) {
                attributes.put(HTTP_VERSION, new String(value, UTF_8));
            }
        }
        return attributes;
    }
}
