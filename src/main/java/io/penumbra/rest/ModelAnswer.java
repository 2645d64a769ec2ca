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
 * A model version that is current in the stream. Compression, sizes and accuracy are known only if this instance scores
 * with the same version. Deflated size and accuracy are also absent unless {@code models.yaml} has them for every
 * member.
 *
 * @param digest of its members' bytes
 * @param members number of members of its population
 * @param compression what was done to it
 * @param bytes size of its files together, in bytes
 * @param deflatedBytes size of its files together after deflate, in bytes
 * @param accuracy mean over its members, 0 to 1
 * @param evaluation what the accuracies were measured on
 * @param files its members' files
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
