package io.penumbra.process;

import java.net.URI;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that says which running service a command asks. */
public final class ServiceUrl {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The URL of the service's REST API (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8080");

    /** @throws ParameterException if it is no URL of HTTP */
    public URI url(CommandLine command) {
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new ParameterException(
                    command, "--url is '" + url + "', expected a URL such as http://localhost:8080");
        }
        return url;
    }
}
