package io.penumbra;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The command line. Only the commands that serve start Quarkus; the others open no port and start at once. */
@QuarkusMain
@Command(
        name = "penumbra",
        description = "Watches what compression does to a model, and for whom.",
        mixinStandardHelpOptions = true,
        version = "Penumbra 0.1.0",
        subcommands = {Serve.class, Demo.class, Generate.class, Replay.class, HelpCommand.class},
        footer = "Without a command it serves.")
public final class Main implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandLine.Model.CommandSpec spec;

    /** Runs a command and ends the JVM with its exit code: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String... args) {
        int code = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::say)
                .execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** A failure that the user can mend is one sentence, any other comes with its trace. */
    private static int say(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof Failure) {
            command.getErr().println("penumbra: " + failure.getMessage());
        } else {
            failure.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        if (spec.commandLine().getParseResult().hasSubcommand()) {
            throw new ParameterException(spec.commandLine(), "no command");
        }
        Serve.serve();
    }
}
