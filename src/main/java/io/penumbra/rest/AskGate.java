package io.penumbra.rest;

import io.penumbra.counts.Durations;
import io.penumbra.process.Failure;
import io.penumbra.process.Time;
import io.penumbra.rest.GateClient.Answered;
import io.penumbra.rest.GateClient.Asked;
import io.penumbra.rest.GateClient.NotNow;
import io.penumbra.rest.GateClient.Refused;
import io.penumbra.verdict.Decision;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks a running service whether a candidate may ship. A pipeline continues by the exit code. */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        description = "Asks a running Penumbra whether a candidate may ship, and prints why.",
        subcommands = AskPlan.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:pass",
            "1:fail",
            "2:wrong usage, an unknown candidate, or no answer from the service",
            "3:inconclusive"
        },
        exitCodeOnExecutionException = AskGate.NO_ANSWER)
public final class AskGate implements Callable<Integer> {
    static final int NO_ANSWER = 2;
    private static final int INCONCLUSIVE = 3;
    private static final Duration POLL = Duration.ofSeconds(5);

    @Option(
            names = "--candidate",
            paramLabel = "NAME",
            description = "The candidate's name, for example pruned-95 (required).")
    private @Nullable String candidate;

    @Option(
            names = "--candidate-version",
            paramLabel = "DIGEST",
            description = "The version of the candidate that may ship (default: the current one).")
    private Optional<String> version = Optional.empty();

    @Option(
            names = "--baseline-version",
            paramLabel = "DIGEST",
            description = "The version of the baseline to compare with (default: the current one).")
    private Optional<String> baseline = Optional.empty();

    @Mixin
    private Service service = new Service();

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = Time.class,
            description =
                    "Ask again until the verdict is pass or fail, at most for this time, such as 1h or 90s (default: ask once).")
    private Duration wait = Duration.ZERO;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @Override
    public Integer call() throws InterruptedException {
        if (wait.isNegative()) {
            throw new ParameterException(
                    spec.commandLine(), "--wait is " + Durations.text(wait) + ", expected at least 0s");
        }
        if (candidate == null) { // picocli would ask the subcommand for it too
            throw new ParameterException(spec.commandLine(), "Missing required option: '--candidate=NAME'");
        }
        URI url = service.url(spec.commandLine());
        GateAnswer answer = ask(GateClient.ofVerdict(url, candidate, version, baseline, service.token()));
        out.print(GateTable.of(answer));
        out.println("See " + page(url, answer.candidate()));
        if (answer.verdict().equals(Decision.PASS.text())) {
            return 0;
        }
        return answer.verdict().equals(Decision.FAIL.text()) ? 1 : INCONCLUSIVE;
    }

    /** The first answer that is pass or fail, or else the last one before the time is up. */
    private GateAnswer ask(GateClient<GateAnswer> client) throws InterruptedException {
        long begin = System.nanoTime();
        String said = "";
        while (true) {
            Asked<GateAnswer> asked = client.ask();
            long leftNanos = wait.toNanos() - (System.nanoTime() - begin);
            String progress;
            if (asked instanceof Answered<GateAnswer> answered) {
                if (leftNanos <= 0 || !answered.answer().verdict().equals(Decision.INCONCLUSIVE.text())) {
                    return answered.answer();
                }
                progress = progress(answered.answer());
            } else if (asked instanceof NotNow<GateAnswer> notNow) {
                progress = client.url() + ": " + notNow.why();
                if (leftNanos <= 0) {
                    throw new Failure(progress);
                }
            } else {
                throw new Failure(client.url() + ": " + ((Refused<GateAnswer>) asked).why());
            }
            if (!progress.equals(said)) {
                err.printf("%s (%d s left)%n", progress, TimeUnit.NANOSECONDS.toSeconds(leftNanos));
                said = progress;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(POLL.toNanos(), leftNanos));
        }
    }

    /** The candidate's page in the console. */
    static String page(URI service, String candidate) {
        String base = service.toString();
        if (service.getRawUserInfo() != null) { // it may be a password, and what is printed is kept
            base = base.replaceFirst(Pattern.quote(service.getRawUserInfo() + "@"), "");
        }
        return (base.endsWith("/") ? base : base + "/") + "candidates/"
                + URLEncoder.encode(candidate, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String progress(GateAnswer answer) {
        return String.format(
                Locale.ROOT,
                "%s is %s, after %,d labelled images",
                answer.candidate(),
                answer.summary(),
                answer.labelled());
    }
}
