package io.penumbra.verdict;

import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.Bets;
import io.penumbra.statistics.ConfidenceSequence;
import io.penumbra.statistics.EBenjaminiHochberg;
import io.penumbra.statistics.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Whether a candidate may ship, and why. A question is one subgroup and one rate: the error rate, or
 * the false positive or false negative rate of one guarded class.
 *
 * <ol>
 * <li>The verdict is fail once harm beyond the margin is shown for some question. e-BH decides over all guarded
 * questions. Those of a subgroup below the minimum count as well, but are never called harmed.
 * <li>It is pass once safety is shown for every guarded question. Each is tested at the level itself, because all must
 * be safe (intersection–union), and the candidate must have given a prediction on every image.
 * <li>Otherwise it is inconclusive.
 * </ol>
 *
 * <p>The questions are those of the configured attributes and their values, whether they have an image yet or not. Each
 * kind of error has at most the level as its probability, however often one looks. A value that is not configured adds
 * questions when it appears.
 *
 * <p>The level is divided: four fifths are for the evidence and one fifth is for the shares of references.
 *
 * <p>Intervals are computed on request: they cost most, and a scrape needs none.
 */
public final class Verdict {
    /** ln of the evidence for a question that e-BH must not answer with harm. */
    private static final double NO_EVIDENCE = Double.NEGATIVE_INFINITY;

    private final String candidate;
    private final VerdictSettings settings;
    private final List<Observed> observed;
    private final Map<GuardedMetric, Bets> harm = new EnumMap<>(GuardedMetric.class);
    private final Map<GuardedMetric, Bets> safety = new EnumMap<>(GuardedMetric.class);
    private final List<Finding> findings;
    private final Decision decision;
    private final long questions;

    private Verdict(String candidate, VerdictSettings settings, List<Observed> observed) {
        this.candidate = candidate;
        this.settings = settings;
        this.observed = List.copyOf(observed);
        settings.margins().forEach((metric, margin) -> {
            harm.put(metric, Bets.above(margin));
            safety.put(metric, Bets.below(margin));
        });
        List<Rate> asked = rates();
        var open = new ArrayList<Finding>(observed.size() * asked.size());
        for (Observed subgroup : observed) {
            for (Rate rate : asked) {
                open.add(weigh(subgroup, rate));
            }
        }
        this.findings = List.copyOf(judge(open, settings));
        this.decision = decide(findings, failures());
        this.questions = findings.stream()
                .filter(finding -> finding.state() != State.EXEMPT)
                .count();
    }

    /** The verdict on what was observed since the start of the candidate's version. Inconclusive if nothing was. */
    public static Verdict of(String candidate, VerdictSettings settings, List<Observed> observed) {
        return new Verdict(candidate, settings, observed);
    }

    /** The rates that are asked for. Without a guarded class that is the error rate alone. */
    private List<Rate> rates() {
        return observed.stream()
                .flatMap(each -> each.outcomes().keySet().stream())
                .distinct()
                .filter(rate -> settings.metrics().contains(rate.metric()))
                .toList();
    }

    private Finding weigh(Observed observed, Rate rate) {
        Outcomes outcomes = observed.outcomes().get(rate);
        if (outcomes == null) {
            throw new IllegalArgumentException("the " + rate.words() + " of " + observed.subgroup()
                    + " is guarded but was not observed; observed: "
                    + observed.outcomes().keySet());
        }
        Evidence ofHarm = evidence(harm(rate.metric()), outcomes);
        Evidence ofSafety = evidence(safety(rate.metric()), outcomes);
        State state;
        if (settings.exempts(observed.subgroup(), rate)) {
            state = State.EXEMPT;
        } else if (outcomes.images(settings.evidence()) < settings.minimum()) {
            state = labels(observed) == 0 ? State.NO_LABELS : State.BELOW_MINIMUM;
        } else {
            state = ofSafety.log() >= settings.logEnough() ? State.SAFE : State.OPEN;
        }
        return new Finding(observed, rate, outcomes, ofHarm, ofSafety, state);
    }

    private long labels(Observed observed) {
        return settings.evidence() == Basis.SAMPLE ? observed.labelled() : observed.known();
    }

    private Evidence evidence(Bets bets, Outcomes outcomes) {
        return Evidence.of(
                settings.evidence(), bets.logEvidence(outcomes.paired()), bets.logEvidence(outcomes.audit()));
    }

    private Bets harm(GuardedMetric metric) {
        return Objects.requireNonNull(harm.get(metric));
    }

    private Bets safety(GuardedMetric metric) {
        return Objects.requireNonNull(safety.get(metric));
    }

    private static List<Finding> judge(List<Finding> open, VerdictSettings settings) {
        int[] guarded = IntStream.range(0, open.size())
                .filter(i -> open.get(i).state() != State.EXEMPT)
                .toArray();
        double[] logHarm = IntStream.of(guarded)
                .mapToObj(open::get)
                .mapToDouble(finding -> finding.state().judged() ? finding.logHarm() : NO_EVIDENCE)
                .toArray();
        var findings = new ArrayList<>(open);
        for (int rejected : EBenjaminiHochberg.rejected(logHarm, settings.evidenceLevel())) {
            findings.set(guarded[rejected], open.get(guarded[rejected]).harmed());
        }
        return findings;
    }

    private static Decision decide(List<Finding> findings, long failures) {
        List<State> guarded = findings.stream()
                .map(Finding::state)
                .filter(state -> state != State.EXEMPT)
                .toList();
        if (guarded.contains(State.HARMED)) {
            return Decision.FAIL;
        }
        return failures == 0 && !guarded.isEmpty() && guarded.stream().allMatch(state -> state == State.SAFE)
                ? Decision.PASS
                : Decision.INCONCLUSIVE;
    }

    public String candidate() {
        return candidate;
    }

    /** What the candidate must show. */
    public VerdictSettings settings() {
        return settings;
    }

    /** By subgroup, in the order of tables. */
    public List<Observed> observed() {
        return observed;
    }

    /** By subgroup and rate, in the order of tables. */
    public List<Finding> findings() {
        return findings;
    }

    public Decision decision() {
        return decision;
    }

    /** Number of the candidate's images that have a label. */
    public long labelled() {
        return all().map(Observed::labelled).orElse(0L);
    }

    /** Number of images that the candidate has scored. */
    public long scored() {
        return all().map(Observed::scored).orElse(0L);
    }

    /** Number of images that the baseline scored and on which the candidate gave no prediction. */
    public long failures() {
        return all().map(Observed::failures).orElse(0L);
    }

    /** What was seen of all images. Empty before the first one. */
    public Optional<Observed> all() {
        return observed.stream()
                .filter(each -> each.subgroup().equals(Subgroup.ALL))
                .findFirst();
    }

    /** The findings in this state, in the order of tables. */
    List<Finding> in(State state) {
        return findings.stream().filter(finding -> finding.state() == state).toList();
    }

    /**
     * The finding with the largest change for the worse: among those harmed, or else among all that are judged. Empty
     * if none is.
     */
    public Optional<Finding> worst() {
        List<Finding> harmed = in(State.HARMED);
        return (harmed.isEmpty() ? findings : harmed)
                .stream()
                        .filter(finding -> finding.state().judged()
                                && finding.outcomes().change().isPresent())
                        .max(Comparator.<Finding>comparingDouble(
                                        finding -> finding.outcomes().change().orElseThrow())
                                .thenComparingDouble(Finding::logHarm));
    }

    /**
     * A confidence sequence for the change, with confidence 1 − level: it covers the change at all times together.
     * Empty without images.
     */
    public Optional<Interval> interval(Finding finding) {
        Outcomes outcomes = finding.outcomes();
        if (outcomes.basis() == Basis.AUDIT) {
            return Optional.of(ConfidenceSequence.interval(outcomes.audit(), 1 - settings.evidenceLevel()));
        }
        return outcomes.images() == 0
                ? Optional.empty()
                : Optional.of(ConfidenceSequence.interval(outcomes.paired(), 1 - settings.level()));
    }

    /** About how many more images decide an open question, if all get labels and are like those before. */
    public OptionalLong imagesNeeded(Finding finding) {
        return switch (finding.state()) {
            case HARMED, SAFE, EXEMPT -> OptionalLong.empty();
            case OPEN, BELOW_MINIMUM, NO_LABELS -> forecaster(finding).images(finding);
        };
    }

    private Forecaster forecaster(Finding finding) {
        return new Forecaster(settings, harm(finding.metric()), safety(finding.metric()), questions());
    }

    /** What an open question needs. Empty if there is nothing to wait for: it has an answer, or is exempted. */
    public Optional<Needs> needs(Finding finding) {
        return switch (finding.state()) {
            case HARMED, SAFE, EXEMPT -> Optional.empty();
            case OPEN, BELOW_MINIMUM, NO_LABELS ->
                Optional.of(forecaster(finding).needs(finding));
        };
    }

    /** ln of the evidence that shows safety. */
    public double logSafetyEnough() {
        return settings.logEnough();
    }

    /** ln of the evidence with which one question alone shows harm. e-BH asks for less if several show it. */
    public double logHarmEnough() {
        return settings.logEnough() + Math.log((double) Math.max(1, questions()));
    }

    /** Number of questions that e-BH answers. */
    long questions() {
        return questions;
    }

    /** Exemptions of subgroups without any image. Their names may be misspelt. */
    public List<Exemption> unseenExemptions() {
        List<Subgroup> seen = observed.stream().map(Observed::subgroup).toList();
        return settings.exempted().stream()
                .filter(exemption -> !seen.contains(exemption.subgroup()))
                .toList();
    }

    /** Exemptions that name a class which is not guarded. Its name may be misspelt. */
    List<Exemption> idleExemptions() {
        return settings.exempted().stream()
                .filter(exemption -> exemption.ofClass().isPresent())
                .filter(exemption -> findings.stream()
                        .noneMatch(finding -> finding.rate().ofClass().equals(exemption.ofClass())))
                .toList();
    }

    /** Why, in at least one sentence. */
    public List<String> reasons() {
        return Reasons.of(this);
    }
}
