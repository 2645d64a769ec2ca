package io.penumbra.image;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Images as CloudEvents 1.0 in the Kafka protocol binding: in binary mode, or in structured mode as JSON with {@code
 * data_base64}. The id is that of the event; the record's key is ignored.
 */
public final class CloudEvents implements ImageFormat {
    private static final String VERSION = "1.0";

    private final String type;

    /** Reads events of the type {@link ImageRecords#TYPE}. */
    public CloudEvents() {
        this(ImageRecords.TYPE);
    }

    /** @param type the type of the events that are images */
    public CloudEvents(String type) {
        this.type = type;
    }

    @Override
    public Received read(ConsumerRecord<byte[], byte[]> consumed) {
        byte @Nullable [] value = consumed.value();
        if (value == null || value.length == 0) {
            return Unreadable.empty(consumed);
        }
        try {
            EventAttributes headers = EventHeaders.read(consumed.headers());
            if (ContentMode.of(headers, value) == ContentMode.BINARY) {
                return event(headers, consumed, value);
            }
            StructuredEvent structured = StructuredEvent.read(value);
            return event(structured.attributes(), consumed, structured.image());
        } catch (Refusal refusal) {
            return refusal.unreadable();
        }
    }

    @Override
    public Optional<byte[]> image(ConsumerRecord<byte[], byte[]> consumed) {
        byte @Nullable [] value = consumed.value();
        if (value == null) {
            return Optional.empty();
        }
        try {
            return ContentMode.of(EventHeaders.read(consumed.headers()), value) == ContentMode.BINARY
                    ? Optional.of(value)
                    : Optional.of(StructuredEvent.read(value).image());
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> id(ConsumerRecord<byte[], byte[]> consumed) {
        byte @Nullable [] value = consumed.value();
        EventAttributes headers = EventHeaders.read(consumed.headers());
        try {
            return value == null || ContentMode.of(headers, value) == ContentMode.BINARY
                    ? headers.get("id")
                    : StructuredEvent.id(value);
        } catch (Refusal refusal) {
            return headers.get("id");
        }
    }

    @Override
    public boolean isKeyedById() {
        return true;
    }

    private ImageEvent event(EventAttributes attributes, ConsumerRecord<?, ?> consumed, byte[] image) throws Refusal {
        attributes.requireOnceEach();
        requireVersion(attributes);
        String found = attributes.get("type").orElse("");
        if (!found.equals(type)) {
            throw new Refusal(Reason.BAD_EVENT, attributes.name("type") + " is '" + found + "', expected " + type);
        }
        String id = attributes
                .get("id")
                .orElseThrow(() -> new Refusal(Reason.MISSING_ID, "the event has no " + attributes.name("id")));
        if (attributes.get("source").isEmpty()) {
            throw new Refusal(Reason.BAD_EVENT, "image " + id + " has no " + attributes.name("source"));
        }
        Instant time = EventTime.read(attributes.name("time"), attributes.get("time"), consumed.timestamp());
        SortedMap<String, String> subgroups = SubgroupHeader.parse(
                attributes.name("subgroups"), attributes.get("subgroups").orElse(""));
        String contentType = attributes.get("datacontenttype").orElse("application/octet-stream");
        try {
            return new ImageEvent(id, time, attributes.get("label"), subgroups, contentType, image);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.BAD_EVENT, String.valueOf(e.getMessage()));
        }
    }

    private static void requireVersion(EventAttributes attributes) throws Refusal {
        String name = attributes.name("specversion");
        Optional<String> version = attributes.get("specversion");
        if (version.isEmpty() && attributes.get(EventHeaders.HTTP_VERSION).isPresent()) {
            throw new Refusal(
                    Reason.BAD_EVENT,
                    "the record has headers of CloudEvents over HTTP, such as " + EventHeaders.HTTP_VERSION
                            + ", expected " + name);
        }
        if (version.isEmpty()) {
            throw new Refusal(
                    Reason.BAD_EVENT,
                    name.equals("specversion")
                            ? "the event has no specversion, expected " + VERSION
                            : "the record has no " + name
                                    + ", expected a CloudEvent; plain images need penumbra.images.format=raw");
        }
        if (!version.get().equals(VERSION)) {
            throw new Refusal(Reason.BAD_EVENT, name + " is '" + version.get() + "', expected " + VERSION);
        }
    }
}
