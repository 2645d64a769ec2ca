package io.penumbra;

import io.penumbra.avatar.Generate;
import io.penumbra.bench.Bench;
import io.penumbra.demo.Demo;
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

/** The command line. Only the commands that serve start Quarkus; the others open no port and start at once. */
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
            Report.class,
            Bench.class,
            HelpCommand.class
        },
        footer = "Without a command it serves.")
public final class Main implements Runnable {
    private static final Set<Class<?>> SERVING = Set.of(Serve.class, Demo.class);

    /** Runs a command and ends the JVM with its exit code: 0 done, 1 failed, 2 wrong usage, unless the command has others. */
    public static void main(String... args) {
        int code = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Main::execute)
                .setExecutionExceptionHandler(Main::say)
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
        return new CommandLine.RunLast().execute(parsed);
    }

    /** A failure that the user can mend is one sentence, any other comes with its trace. */
    private static int say(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof Failure) {
            command.getErr().println("penumbra: " + failure.getMessage());
        } else if (!(failure instanceof InterruptedException)) { // by Ctrl-C
            failure.printStackTrace(command.getErr());
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    @Override
    public void run() {
        Serve.serve();
    }
}
