package io.penumbra.image;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The attributes and extensions of one event as text. For one thread. */
final class EventAttributes {

    private final String prefix;
    private final Map<String, String> values = new HashMap<>();
    private @Nullable String repeated;

    /** @param prefix what stands before each name in the record */
    EventAttributes(String prefix) {
        this.prefix = prefix;
    }

    void put(String name, String value) {
        if (values.put(name, value) != null) {
            repeated = name;
        }
    }

    /** Empty if the attribute is missing or blank. */
    Optional<String> get(String name) {
        String value = values.get(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value);
    }

    /** The name as it stands in the record, such as {@code ce_id}. */
    String name(String attribute) {
        return prefix + attribute;
    }

    void requireOnceEach() throws Refusal {
        if (repeated != null) {
            throw new Refusal(Reason.BAD_EVENT, "the attribute '" + repeated + "' has more than one header");
        }
    }
}
