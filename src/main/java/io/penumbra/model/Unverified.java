package io.penumbra.model;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the members whose digest {@code models.yaml} does not give. */
final class Unverified {
    private Unverified() {}

    /** @throws ModelLoadException if there is one; the message has the line to paste for each */
    static void check(Declaration declaration, Path file) {
        List<Declaration.Member> members = declaration.models().stream()
                .flatMap(model -> model.members().stream())
                .filter(member -> member.sha256().isEmpty())
                .distinct()
                .toList();
        if (!members.isEmpty()) {
            throw new ModelLoadException(members.stream()
                    .map(member -> line(member, file))
                    .collect(Collectors.joining(
                            "\n",
                            file + " gives no sha256 for " + members.size()
                                    + (members.size() == 1 ? " member" : " members")
                                    + "; if the files are the right ones, give it as here,"
                                    + " or say --unverified (penumbra.scoring.unverified=true):\n",
                            "")));
        }
    }

    private static String line(Declaration.Member member, Path file) {
        return "  - {path: " + member.path() + ", sha256: "
                + ModelFile.read(file.resolveSibling(member.path())).sha256() + "}";
    }
}
