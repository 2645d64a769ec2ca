package io.penumbra.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what, when and from where: a line of JSON for each look at a picture, each change, and each sign-in. The
 * lines go to the log category {@code penumbra.access}.
 */
public final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("penumbra.access");
    /** Other characters than ASCII are escaped, so that no id turns the text or hides. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Supplier<String> who;
    private final Supplier<String> address;
    private final LongSupplier clock;

    /**
     * @param who asks now
     * @param address from where
     * @param clock in milliseconds since 1970
     */
    public AccessLog(Supplier<String> who, Supplier<String> address, LongSupplier clock) {
        this.who = who;
        this.address = address;
        this.clock = clock;
    }

    /**
     * Writes the line of what is done now.
     *
     * @param action such as {@code look}
     * @param what on which thing, such as {@code image} and its place
     */
    public void line(String action, Map<String, String> what) {
        line(who.get(), action, what);
    }

    /** The same of somebody who is not signed in yet. */
    void line(String name, String action, Map<String, String> what) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", json(Instant.ofEpochMilli(clock.getAsLong()), name, address.get(), action, what));
        }
    }

    static String json(Instant time, String who, String address, String action, Map<String, String> what) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("time", time.toString());
        fields.put("who", who);
        fields.put("address", address);
        fields.put("action", action);
        fields.putAll(new TreeMap<>(what)); // in one order, so that lines can be compared
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }
}
