package io.penumbra.avatar;

import io.penumbra.dataset.Split;
import io.penumbra.process.Counter;
import io.penumbra.process.Failure;
import io.penumbra.process.Folders;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws avatars into a folder. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = "Draws avatars and writes them in CelebA's layout. The same seed gives the same bytes.")
public final class Generate implements Runnable {
    @Option(names = "--count", paramLabel = "N", required = true, description = "Number of avatars.")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Seed of the avatars (default: ${DEFAULT-VALUE})."
                    + " Seed 1 gives the images that the shipped models were trained on. Take another to test them.")
    private long seed = 1;

    @Option(
            names = "--first",
            paramLabel = "I",
            description = "Number of the first avatar, at least 1 (default: ${DEFAULT-VALUE}).")
    private long first = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder to write to. Files of the same names are replaced.")
    private Path out = Path.of(".");

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        checkPositive("--count", count);
        checkPositive("--first", first);
        Folders.requireWritable("--out", out);
        var counter = new Counter(count);
        try {
            Avatars.write(out, seed, first, count, Split.CELEBA, counter::at);
        } catch (IOException e) {
            throw new Failure("cannot write avatars to " + out + ": " + e, e);
        }
        counter.end();
    }

    private void checkPositive(String option, long value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " is " + value + ", expected at least 1");
        }
    }
}
