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
 * The attributes and extensions of a CloudEvent as text. Taken from the SDK's reader instead of its finished event, whose
 * builder stops at the first fault without saying which attribute it was.
 */
final class EventAttributes implements CloudEventWriter<EventAttributes> {

    private final Map<String, String> values = new HashMap<>();
    private @Nullable String twice;

    EventAttributes of(SpecVersion version) {
        if (version != SpecVersion.V1) {
            throw CloudEventRWException.newInvalidSpecVersion(version.toString());
        }
        return this;
    }

    /** The value, absent if it's blank. */
    Optional<String> get(String name) {
        String value = values.get(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value);
    }

    void requireOnceEach() throws Refusal {
        if (twice != null) {
            throw new Refusal(Reason.BAD_EVENT, "header of CloudEvents attribute '" + twice + "' twice");
        }
    }

    @Override
    public CloudEventContextWriter withContextAttribute(String name, String value) {
        if (values.put(name, value) != null) {
            twice = name;
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
