package io.penumbra.rest;

import io.penumbra.plan.Plan;
import io.penumbra.process.Failure;
import io.penumbra.rest.GateClient.Answered;
import io.penumbra.rest.GateClient.Asked;
import io.penumbra.rest.GateClient.NotNow;
import io.penumbra.rest.GateClient.Refused;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what a verdict still takes, from a running service or from rates that the user expects. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Says how many images and labels a verdict takes, how long, and what other settings would save.",
            "With --candidate it asks a running Penumbra. With --flips it asks nobody, and needs no image."
        },
        exitCodeOnExecutionException = AskGate.NO_ANSWER)
final class AskPlan implements Callable<Integer> {
    @Option(names = "--candidate", paramLabel = "NAME", description = "The candidate's name, for example pruned-95.")
    private @Nullable String candidate;

    @Mixin
    private Service service = new Service();

    @Option(
            names = "--flips",
            paramLabel = "SHARE",
            description = "Expected share of the images on which candidate and baseline differ, such as 0.02.")
    private @Nullable String flips;

    @Option(
            names = "--change",
            paramLabel = "SHARE",
            description =
                    "With --flips: expected change of the error, such as 0.01 (default: 0, as many regressions as fixes).")
    private @Nullable String change;

    @Option(
            names = "--share",
            paramLabel = "SUBGROUP=SHARE",
            arity = "1..*",
            description =
                    "With --flips: a subgroup and its share of the stream, such as sex=male,age=old=0.003 (default: all images alone).")
    private List<String> shares = new ArrayList<>();

    @Option(
            names = "--class",
            paramLabel = "[SUBGROUP/]CLASS=SHARE",
            arity = "1..*",
            description =
                    "With --flips: a guarded class and its share, such as blond=0.15, or its share in a subgroup, such as sex=male/blond=0.02 (default: no class, so that only the error is asked for).")
    private List<String> classShares = new ArrayList<>();

    @Option(
            names = "--margin",
            paramLabel = "[METRIC=]MARGIN",
            arity = "1..*",
            description =
                    "With --flips: the margin of all metrics, such as 0.02, or of one, such as false_negative_rate=0.1 (default: as the service).")
    private List<String> margins = new ArrayList<>();

    @Option(
            names = "--images-per-hour",
            paramLabel = "N",
            description = "With --flips: images of the stream in an hour; without it no time is said.")
    private @Nullable String perHour;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws InterruptedException {
        var ofGate = spec.commandLine().getParent().getParseResult().matchedOptions();
        if (!ofGate.isEmpty()) {
            throw wrong("expected " + ofGate.get(0).longestName() + " after plan, or without plan");
        }
        if (candidate != null && flips == null && isUntyped()) {
            PlanAnswer answer = ask(GateClient.ofPlan(service.url(spec.commandLine()), candidate, service.token()));
            out.println(answer.summary());
            out.println(answer.candidate() + ": " + answer.forecast());
            out.print(PlanTable.of(answer));
            return 0;
        }
        if (candidate != null || flips == null) {
            throw wrong("expected either --candidate, to ask a service, or --flips with what belongs to it");
        }
        PlanAnswer answer = typed(flips);
        out.println(answer.forecast());
        out.print(PlanTable.of(answer));
        if (!classShares.isEmpty()) {
            out.println();
            out.println("--class: its rates also need references, which are not counted here: see docs/gate.md");
        }
        return 0;
    }

    private boolean isUntyped() {
        return change == null && perHour == null && shares.isEmpty() && classShares.isEmpty() && margins.isEmpty();
    }

    private PlanAnswer typed(String flips) {
        try {
            var typed = new TypedRates(
                    flips, Optional.ofNullable(change), shares, classShares, margins, Optional.ofNullable(perHour));
            Plan plan = typed.assumed().plan(typed.settings());
            return PlanAnswer.of(plan, typed.assumed().whatIfs(plan));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private static PlanAnswer ask(GateClient<PlanAnswer> client) throws InterruptedException {
        Asked<PlanAnswer> asked = client.ask();
        if (asked instanceof Answered<PlanAnswer> answered) {
            return answered.answer();
        }
        throw new Failure(client.url() + ": "
                + (asked instanceof NotNow<PlanAnswer> notNow ? notNow.why() : ((Refused<PlanAnswer>) asked).why()));
    }
}
