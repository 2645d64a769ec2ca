package io.penumbra.console;

import io.penumbra.model.Model;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What a candidate saves compared with the baseline, per member.
 *
 * @param bytes such as {@code −68 %}
 * @param what such as {@code bytes, deflated}
 * @param time such as {@code −0.9 ms per image}; empty before both were measured
 */
record Saving(String bytes, String what, Optional<String> time) {
    /**
     * @param open the models that this instance scores with, the baseline first
     * @param millis milliseconds that a model takes for an image
     */
    static Optional<Saving> of(String candidate, List<Model> open, Function<String, OptionalDouble> millis) {
        return open.stream()
                .skip(1)
                .filter(model -> model.name().equals(candidate))
                .findFirst()
                .map(model -> of(model, open.get(0), millis));
    }

    private static Saving of(Model candidate, Model baseline, Function<String, OptionalDouble> millis) {
        boolean deflated = candidate.deflatedBytes().isPresent()
                && baseline.deflatedBytes().isPresent();
        double bytes = deflated ? candidate.deflatedBytes().getAsLong() : candidate.bytes();
        double before = deflated ? baseline.deflatedBytes().getAsLong() : baseline.bytes();
        double change = bytes / candidate.members() / (before / baseline.members()) - 1;
        return new Saving(
                signed("%+.0f", 100 * change) + "\u00a0%",
                deflated ? "bytes, deflated" : "bytes",
                time(millis.apply(candidate.name()), millis.apply(baseline.name())));
    }

    private static Optional<String> time(OptionalDouble candidate, OptionalDouble baseline) {
        return candidate.isPresent() && baseline.isPresent()
                ? Optional.of(signed("%+.2f", candidate.getAsDouble() - baseline.getAsDouble()) + "\u00a0ms per image")
                : Optional.empty();
    }

    private static String signed(String format, double number) {
        String text = String.format(Locale.ROOT, format, number);
        return text.matches("[-+]0(\\.0+)?") ? "±" + text.substring(1) : text.replace('-', '−');
    }
}
