package io.penumbra.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.penumbra.counts.Baseline;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import io.penumbra.drift.DriftKind;
import io.penumbra.drift.Level;
import io.penumbra.drift.Levels;
import io.penumbra.drift.Reference;
import io.penumbra.drift.ReferenceMeasure;
import io.penumbra.drift.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a PUT of a reference. Unknown names are refused: a misspelt one would leave a series without its
 * alarm.
 */
final class ReferenceRequest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final String PERIOD = "{\"from\": …, \"to\": …}";
    private static final Set<String> FIELDS = Set.of("from", "to", "subgroups", "tolerance", "shareTolerance");

    private final Snapshot snapshot;
    private final Baseline baseline;
    private final ModelVersion model;

    private ReferenceRequest(Snapshot snapshot, Baseline baseline, ModelVersion model) {
        this.snapshot = snapshot;
        this.baseline = baseline;
        this.model = model;
    }

    /**
     * The reference that the body describes.
     *
     * @param model current in the snapshot
     * @throws NoAnswer 400, with what is wrong and its value
     */
    static Reference read(@Nullable String body, Snapshot snapshot, Baseline baseline, ModelVersion model) {
        try {
            JsonNode json = JSON.readTree(Objects.requireNonNullElse(body, ""));
            if (!json.isObject()) {
                throw NoAnswer.badRequest(
                        "the body is of type " + json.getNodeType().name().toLowerCase(Locale.ROOT)
                                + ", expected a period " + PERIOD + " or numbers {\"subgroups\": {…}}");
            }
            return new ReferenceRequest(snapshot, baseline, model).reference(json);
        } catch (JsonProcessingException e) {
            throw NoAnswer.badRequest("the body is not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw NoAnswer.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private Reference reference(JsonNode json) {
        onlyOf("the body", json, FIELDS);
        OptionalDouble tolerance = number(json, "tolerance");
        OptionalDouble shareTolerance = number(json, "shareTolerance");
        boolean period = json.has("from") || json.has("to");
        if (period == json.has("subgroups")) {
            throw NoAnswer.badRequest(
                    "the body has " + (period ? "both a period and numbers" : "neither a period nor numbers")
                            + ", expected either a period " + PERIOD + " or numbers {\"subgroups\": {…}}");
        }
        Reference measured =
                period ? ReferenceMeasure.put(snapshot, model.name(), span(json)) : given(json.path("subgroups"));
        return new Reference(
                measured.model(),
                measured.version(),
                measured.baseline(),
                measured.baselineVersion(),
                Reference.Origin.PUT,
                measured.period(),
                tolerance,
                shareTolerance,
                measured.subgroups());
    }

    private static Span span(JsonNode json) {
        return Span.meeting(time(json, "from"), time(json, "to"));
    }

    private static Instant time(JsonNode json, String field) {
        if (!json.path(field).isTextual()) {
            throw wrongTime(json, field);
        }
        try {
            Instant time = OffsetDateTime.parse(json.path(field).asText()).toInstant();
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw wrongTime(json, field);
            }
            return time;
        } catch (DateTimeException e) {
            throw wrongTime(json, field);
        }
    }

    private static NoAnswer wrongTime(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return NoAnswer.badRequest(field + " is " + (value.isMissingNode() ? "missing" : value)
                + ", expected a time of the years 1 to 9999, such as 2026-01-31T12:00:00Z");
    }

    private Reference given(JsonNode json) {
        if (!json.isObject() || json.isEmpty()) {
            throw NoAnswer.badRequest("subgroups is " + json
                    + ", expected numbers by subgroup, such as {\"sex=male\": {\"disagreement\": 0.01}}");
        }
        Set<Subgroup> known = snapshot.window(Window.VERSION).keySet();
        var subgroups = new TreeMap<Subgroup, Levels>();
        for (Iterator<Map.Entry<String, JsonNode>> all = json.fields(); all.hasNext(); ) {
            var entry = all.next();
            Subgroup subgroup = Subgroup.named(entry.getKey());
            if (!known.contains(subgroup)) {
                throw NoAnswer.badRequest(
                        "no image of subgroup '" + entry.getKey() + "' was scored, expected one of " + known);
            }
            subgroups.put(subgroup, levels(subgroup, entry.getValue()));
        }
        return new Reference(
                model.name(),
                model.digest(),
                baseline.version().name(),
                baseline.version().digest(),
                Reference.Origin.PUT,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                subgroups);
    }

    private Levels levels(Subgroup subgroup, JsonNode json) {
        List<DriftKind> kinds = DriftKind.of(model.equals(baseline.version()));
        onlyOf(subgroup.name(), json, kinds.stream().map(DriftKind::text).toList());
        var classes = new TreeMap<String, Level>();
        JsonNode shares = json.path(DriftKind.PREDICTED_CLASS_SHARE.text());
        if (!shares.isMissingNode()) {
            onlyOf(
                    DriftKind.PREDICTED_CLASS_SHARE.text(),
                    shares,
                    baseline.classes().names());
            shares.fieldNames()
                    .forEachRemaining(name -> level(shares, name).ifPresent(level -> classes.put(name, level)));
        }
        return new Levels(
                level(json, DriftKind.DISAGREEMENT.text()),
                level(json, DriftKind.HARM.text()),
                level(json, DriftKind.ERROR.text()),
                level(json, DriftKind.SUBGROUP_SHARE.text()),
                classes);
    }

    private static Optional<Level> level(JsonNode json, String field) {
        OptionalDouble number = number(json, field);
        return number.isPresent() ? Optional.of(Level.given(number.getAsDouble())) : Optional.empty();
    }

    private static OptionalDouble number(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw NoAnswer.badRequest(field + " is " + value + ", expected a finite number");
        }
        return OptionalDouble.of(value.asDouble());
    }

    private static void onlyOf(String what, JsonNode json, java.util.Collection<String> known) {
        if (!json.isObject()) {
            throw NoAnswer.badRequest(what + " is " + json + ", expected an object with "
                    + known.stream().sorted().toList());
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw NoAnswer.badRequest(what + " has '" + name + "', expected one of "
                        + known.stream().sorted().toList());
            }
        });
    }
}
