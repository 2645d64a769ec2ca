package io.penumbra.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A baseline or a candidate: a population of members that vote.
 *
 * @param digest the first 16 hexadecimal digits of a SHA-256 over the members' digests, in order, and the
 *     preprocessing. So the same files behind another preprocessing are another version.
 * @param compression what was done to it
 * @param members how many, at least 1
 * @param files what {@code models.yaml} says of the members' files, with the digests and sizes that were found
 * @param evaluation the images on which the accuracies were measured
 */
public record Model(
        String name,
        String digest,
        Map<String, Object> compression,
        int members,
        List<Declaration.Member> files,
        Optional<Declaration.Evaluation> evaluation) {
    private static final int DIGITS = 16;

    static Model of(Declaration declaration, Declaration.Population population, List<Member> members) {
        String whole = members.stream().map(Member::sha256).collect(Collectors.joining(" ")) + " "
                + declaration.input().format() + " " + outputs(declaration, population);
        String digest = ModelFile.sha256(whole.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
        return new Model(
                population.name(),
                digest,
                population.compression(),
                members.size(),
                IntStream.range(0, members.size())
                        .mapToObj(i -> members.get(i).found(population.members().get(i)))
                        .toList(),
                declaration.evaluation());
    }

    /** The output of the members, once if they have the same. */
    private static String outputs(Declaration declaration, Declaration.Population population) {
        List<String> outputs = population.members().stream()
                .map(member -> declaration.output(population, member).digested())
                .toList();
        return outputs.stream().distinct().count() == 1 ? outputs.get(0) : String.join(" ", outputs);
    }

    /** The sum over all files. */
    public long bytes() {
        return files.stream().mapToLong(file -> file.bytes().orElseThrow()).sum();
    }

    /** The sum over all files after deflate; absent unless it is known of each. */
    public OptionalLong deflatedBytes() {
        return files.stream().allMatch(file -> file.deflatedBytes().isPresent())
                ? OptionalLong.of(files.stream()
                        .mapToLong(file -> file.deflatedBytes().orElseThrow())
                        .sum())
                : OptionalLong.empty();
    }

    /** The mean of the members' accuracies, 0 to 1; absent unless it is known of each. */
    public OptionalDouble accuracy() {
        return files.stream().allMatch(file -> file.accuracy().isPresent())
                ? files.stream()
                        .mapToDouble(file -> file.accuracy().orElseThrow())
                        .average()
                : OptionalDouble.empty();
    }
}
