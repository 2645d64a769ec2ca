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
 * @param digest the first 16 hexadecimal digits of the SHA-256 over its members' digests, in their order, and over what stands between an
 *     image and them: the same files behind another preprocessing are another version
 * @param compression what was done to it
 * @param members how many, at least 1
 * @param files the members' files as they were found, and what is said of them
 * @param evaluation what the accuracies were measured on
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
                + declaration.input().format() + " " + declaration.output();
        String digest = Member.sha256(whole.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
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

    /** Of all files together. */
    public long bytes() {
        return files.stream().mapToLong(file -> file.bytes().orElseThrow()).sum();
    }

    /** Of all files together after deflate; absent unless it is said of each. */
    public OptionalLong deflatedBytes() {
        return files.stream().allMatch(file -> file.deflatedBytes().isPresent())
                ? OptionalLong.of(files.stream()
                        .mapToLong(file -> file.deflatedBytes().orElseThrow())
                        .sum())
                : OptionalLong.empty();
    }

    /** The mean of the members' accuracies; absent unless it is said of each. */
    public OptionalDouble accuracy() {
        return files.stream().allMatch(file -> file.accuracy().isPresent())
                ? files.stream()
                        .mapToDouble(file -> file.accuracy().orElseThrow())
                        .average()
                : OptionalDouble.empty();
    }
}
