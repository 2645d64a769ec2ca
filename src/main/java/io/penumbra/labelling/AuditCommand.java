package io.penumbra.labelling;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes the images of the audit to another labelling tool, and brings the labels back. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Writes the images whose labels the verdicts need into a folder, and sends their labels back.",
        subcommands = {Export.class, Import.class})
public final class AuditCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command: export or import");
    }
}
