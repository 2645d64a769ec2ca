package io.penumbra;

import io.penumbra.access.MakeUser;
import io.penumbra.avatar.Generate;
import io.penumbra.bench.Bench;
import io.penumbra.demo.Demo;
import io.penumbra.forget.ForgetCommand;
import io.penumbra.labelling.AuditCommand;
import io.penumbra.process.Failure;
import io.penumbra.process.Logging;
import io.penumbra.replay.Replay;
import io.penumbra.report.Report;
import io.penumbra.rest.AskGate;
import io.penumbra.service.Serve;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line. {@code serve} and {@code demo} start Quarkus. The other commands open no port and start at once.
 */
@QuarkusMain
@Command(
        name = "penumbra",
        description = "Watches what compression does to a model, and for whom.",
        mixinStandardHelpOptions = true,
        version = "Penumbra 0.1.0",
        subcommands = {
            Serve.class,
            Demo.class,
            Generate.class,
            Replay.class,
            AskGate.class,
            AuditCommand.class,
            ForgetCommand.class,
            Report.class,
            Bench.class,
            MakeUser.class,
            HelpCommand.class
        },
        footer = "Without a command, Penumbra runs serve.")
public final class Main implements Runnable {
    private static final Set<Class<?>> SERVING = Set.of(Serve.class, Demo.class);

    /**
     * Runs a command and ends the JVM with its exit code: 0 for success, 1 for failure, 2 for wrong usage. A command
     * may define more.
     */
    public static void main(String... args) {
        int code = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Main::execute)
                .setExecutionExceptionHandler(Main::printFailure)
                .execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int execute(ParseResult parsed) {
        boolean serves = !parsed.hasSubcommand()
                || SERVING.contains(
                        parsed.subcommand().commandSpec().userObject().getClass());
        if (!serves) {
            Logging.warningsOnly();
        }
        refuseUnmatched(parsed);
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Refuses what the command {@code help} does not know; picocli ignores it there. */
    private static void refuseUnmatched(ParseResult parsed) {
        if (parsed.hasSubcommand() && !parsed.subcommand().unmatched().isEmpty()) {
            throw new UnmatchedArgumentException(
                    parsed.subcommand().commandSpec().commandLine(),
                    parsed.subcommand().unmatched());
        }
    }

    /** Prints one sentence for a failure that the user can mend, and the stack trace for any other. */
    private static int printFailure(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof Failure) {
            command.getErr().println("penumbra: " + failure.getMessage());
        } else if (!(failure instanceof InterruptedException)) { // Ctrl-C is no failure
            failure.printStackTrace(command.getErr());
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    @Override
    public void run() {
        Serve.serve();
    }
}
