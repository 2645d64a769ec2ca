package io.penumbra.rest;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which service a command asks, and with which token. */
final class Service {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The URL of the service's REST API (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8080");

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:PENUMBRA_GATE_TOKEN}",
            description =
                    "The token of the gate (default: the variable PENUMBRA_GATE_TOKEN, which no other user sees).")
    private Optional<String> token = Optional.empty();

    /** @throws ParameterException if it is no URL of HTTP */
    URI url(CommandLine command) {
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new ParameterException(
                    command, "--url is '" + url + "', expected a URL such as http://localhost:8080");
        }
        return url;
    }

    Optional<String> token() {
        return token;
    }
}
