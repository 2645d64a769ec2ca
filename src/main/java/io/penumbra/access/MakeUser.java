package io.penumbra.access;

import io.penumbra.process.Failure;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a line for the file of users. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Asks for a password, or reads it from standard input, and prints the line of a user for the file"
                + " penumbra.access.users.")
public final class MakeUser implements Callable<Integer> {
    private static final int COST = 12;
    private static final int SHORTEST = 8;

    @Parameters(index = "0", paramLabel = "NAME", description = "The user's name.")
    private String name = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "ROLE",
            description = "viewer (statistics, the gate, drift), auditor (pictures), operator (references).")
    private List<String> roles = List.of();

    @Override
    public Integer call() throws IOException {
        String password = password();
        int length = password.getBytes(StandardCharsets.UTF_8).length;
        if (password.length() < SHORTEST || length > Passwords.LONGEST) {
            throw new Failure("the password has " + password.length() + " characters, expected at least " + SHORTEST
                    + " and at most " + Passwords.LONGEST + " bytes");
        }
        try {
            System.out.println(new User(name, BcryptUtil.bcryptHash(password, COST), Set.copyOf(roles)).line());
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private static String password() throws IOException {
        Console console = System.console();
        if (console != null) {
            return Optional.ofNullable(console.readPassword("Password: "))
                    .map(String::new)
                    .orElse("");
        }
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return Optional.ofNullable(in.readLine()).orElse("");
    }
}
