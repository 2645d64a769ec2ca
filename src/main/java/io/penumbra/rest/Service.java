package io.penumbra.rest;

import io.penumbra.process.ServiceUrl;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which service a command asks, and with which token. */
final class Service {
    @Mixin
    private ServiceUrl url = new ServiceUrl();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:PENUMBRA_GATE_TOKEN}",
            description =
                    "The token of the gate (default: the variable PENUMBRA_GATE_TOKEN, which no other user sees).")
    private Optional<String> token = Optional.empty();

    /** @throws ParameterException if it is no URL of HTTP */
    URI url(CommandLine command) {
        return url.url(command);
    }

    Optional<String> token() {
        return token;
    }
}
