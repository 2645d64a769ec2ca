package io.penumbra.labelling;

import io.penumbra.process.Credentials;
import io.penumbra.process.ServiceUrl;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options that say which service is asked, and by whom. */
final class Access {
    @Mixin
    private ServiceUrl service = new ServiceUrl();

    @Mixin
    private Credentials credentials = new Credentials();

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who labels, where access is open (default: ${DEFAULT-VALUE}).")
    private String by = System.getProperty("user.name", "nobody");

    /** @throws ParameterException if the options contradict each other, or a password is missing */
    AuditClient client(CommandLine command) {
        return new AuditClient(service.url(command), by, credentials.authorization(command));
    }
}
