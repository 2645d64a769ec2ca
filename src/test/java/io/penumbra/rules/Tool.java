package io.penumbra.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program of the machine that a test needs and that not every machine has. */
public record Tool(Path path) {
    /** Skips the test that asks, and says why, where the program is missing. */
    public static Tool named(String name, String debianPackage) {
        var found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("SKIPPED: there is no " + name + " here (apt-get install " + debianPackage + ")");
        }
        assumeTrue(found.isPresent(), name + " is missing");
        return new Tool(found.orElseThrow());
    }

    /** The program at the path that an environment variable gives. Skips the test that asks, and says why, where it gives none. */
    public static Tool at(String variable, String what) {
        String path = System.getenv().getOrDefault(variable, "");
        if (path.isEmpty()) {
            System.out.println("SKIPPED: " + variable + " is not set to the path of " + what + ", as .ci/run does");
        }
        assumeTrue(!path.isEmpty(), variable + " is not set");
        return new Tool(Path.of(path));
    }

    /** Runs it in a folder; what it prints is the message if it fails. */
    void run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        var line = Stream.concat(Stream.of(path.toString()), arguments.stream()).toList();
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s%n%s", String.join(" ", line), printed)
                .isZero();
    }
}
