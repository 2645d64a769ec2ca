package io.penumbra.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A baseline or a candidate: a population of members that vote.
 *
 * @param digest the first 16 hexadecimal digits of the SHA-256 over its members' digests, in their order, and over what stands between an
 *     image and them: the same files behind another preprocessing are another version
 * @param compression what was done to it
 * @param members how many, at least 1
 */
public record Model(String name, String digest, Map<String, Object> compression, int members) {
    private static final int DIGITS = 16;

    static Model of(Declaration declaration, Declaration.Population population, List<Member> members) {
        String whole = members.stream().map(Member::sha256).collect(Collectors.joining(" ")) + " "
                + declaration.input().format() + " " + declaration.output();
        String digest = Member.sha256(whole.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
        return new Model(population.name(), digest, population.compression(), members.size());
    }
}
