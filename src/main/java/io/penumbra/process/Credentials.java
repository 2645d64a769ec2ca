package io.penumbra.process;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options that say who asks a service. */
public final class Credentials {
    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Sign in by this name, with the password in the variable PENUMBRA_PASSWORD.")
    private @Nullable String user;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:PENUMBRA_TOKEN}",
            description =
                    "Sign in with a token of OpenID Connect (default: the variable PENUMBRA_TOKEN, which no other user sees).")
    private Optional<String> token = Optional.empty();

    /**
     * The header {@code Authorization}; empty where nobody signs in.
     *
     * @throws ParameterException if the options contradict each other, or a password is missing
     */
    public Optional<String> authorization(CommandLine command) {
        Optional<String> bearer = token.filter(text -> !text.isBlank());
        if (user != null && bearer.isPresent()) {
            throw new ParameterException(command, "expected either --user or --token");
        }
        return bearer.map(text -> "Bearer " + text).or(() -> basic(command));
    }

    private Optional<String> basic(CommandLine command) {
        if (user == null) {
            return Optional.empty();
        }
        String password = System.getenv("PENUMBRA_PASSWORD");
        if (password == null) {
            throw new ParameterException(command, "--user is given, and the variable PENUMBRA_PASSWORD is not set");
        }
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }
}
