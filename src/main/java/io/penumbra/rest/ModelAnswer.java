package io.penumbra.rest;

import io.penumbra.counts.ModelVersion;
import io.penumbra.model.Declaration;
import io.penumbra.model.Model;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A model version that is current in the stream. What its compression buys is known only where this instance scores with that very
 * version, and, but for the bytes, where {@code models.yaml} says it of every member.
 *
 * @param digest of its members' bytes
 * @param members the size of its population
 * @param compression what was done to it
 * @param bytes of its files together
 * @param deflatedBytes of its files together after deflate
 * @param accuracy the mean over its members
 * @param evaluation what the accuracies were measured on
 * @param files its members
 */
public record ModelAnswer(
        String name,
        String digest,
        int members,
        Map<String, Object> compression,
        OptionalLong bytes,
        OptionalLong deflatedBytes,
        OptionalDouble accuracy,
        Optional<Declaration.Evaluation> evaluation,
        List<Declaration.Member> files) {
    static ModelAnswer of(ModelVersion version, List<Model> open) {
        Optional<Model> model = open.stream()
                .filter(each ->
                        each.name().equals(version.name()) && each.digest().equals(version.digest()))
                .findFirst();
        return new ModelAnswer(
                version.name(),
                version.digest(),
                version.members(),
                model.map(Model::compression).orElse(Map.of()),
                model.map(each -> OptionalLong.of(each.bytes())).orElse(OptionalLong.empty()),
                model.map(Model::deflatedBytes).orElse(OptionalLong.empty()),
                model.map(Model::accuracy).orElse(OptionalDouble.empty()),
                model.flatMap(Model::evaluation),
                model.map(Model::files).orElse(List.of()));
    }
}
