package io.penumbra.labelling;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options that say which service is asked, and by whom. */
final class Access {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The URL of the service's REST API (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8080");

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

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who labels, where access is open (default: ${DEFAULT-VALUE}).")
    private String by = System.getProperty("user.name", "nobody");

    /** @throws ParameterException if the options contradict each other, or a password is missing */
    AuditClient client(CommandLine command) {
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new ParameterException(
                    command, "--url is '" + url + "', expected a URL such as http://localhost:8080");
        }
        Optional<String> bearer = token.filter(text -> !text.isBlank());
        if (user != null && bearer.isPresent()) {
            throw new ParameterException(command, "expected either --user or --token");
        }
        return new AuditClient(url, by, bearer.map(text -> "Bearer " + text).or(() -> basic(command)));
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
