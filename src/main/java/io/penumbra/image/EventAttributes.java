package io.penumbra.image;

import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.rw.CloudEventContextWriter;
import io.cloudevents.rw.CloudEventRWException;
import io.cloudevents.rw.CloudEventWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attributes and extensions of a CloudEvent as text. They come from the SDK's reader and not from its finished
 * event, whose builder stops at the first fault without naming the attribute.
 */
final class EventAttributes implements CloudEventWriter<EventAttributes> {

    private final Map<String, String> values = new HashMap<>();
    private @Nullable String repeated;

    EventAttributes of(SpecVersion version) {
        if (version != SpecVersion.V1) {
            throw CloudEventRWException.newInvalidSpecVersion(version.toString());
        }
        return this;
    }

    /** Empty if the attribute is missing or blank. */
    Optional<String> get(String name) {
        String value = values.get(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value);
    }

    void requireOnceEach() throws Refusal {
        if (repeated != null) {
            throw new Refusal(
                    Reason.BAD_EVENT, "the CloudEvents attribute '" + repeated + "' has more than one header");
        }
    }

    @Override
    public CloudEventContextWriter withContextAttribute(String name, String value) {
        if (values.put(name, value) != null) {
            repeated = name;
        }
        return this;
    }

    @Override
    public EventAttributes end(CloudEventData data) {
        return this;
    }

    @Override
    public EventAttributes end() {
        return this;
    }
}
