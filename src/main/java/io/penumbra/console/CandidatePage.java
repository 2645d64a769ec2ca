package io.penumbra.console;

import io.penumbra.counts.ModelCounts;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.model.Model;
import io.penumbra.plan.Plan;
import io.penumbra.plan.Step;
import io.penumbra.statistics.ClassCounts;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.State;
import io.penumbra.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One candidate: its card, the change of every question, what decides next, evidence, classes and confidence of a subgroup, and the
 * versions.
 *
 * @param history of the verdict, the newest change first
 * @param total questions before they were filtered
 * @param subgroup the one whose evidence and classes are shown
 */
record CandidatePage(
        Card card,
        List<String> reasons,
        int moreReasons,
        List<Row> rows,
        int total,
        String tick,
        double zero,
        double tickAt,
        List<Choice> choices,
        QuestionFilter filter,
        String subgroup,
        Optional<Evidence> evidence,
        List<ClassRow> classes,
        Optional<Behaviour> behaviour,
        List<Version> versions,
        List<History.Change> history) {
    private static final int MOST_REASONS = 5;
    private static final int FROM = 6;
    private static final int TO = 254;

    /**
     * @param fromTo rates by modal classes
     * @param members rates as means over the members
     * @param progress of the evidence that is still missing, such as {@code 62 % of the evidence for safe}
     */
    record Row(
            String subgroup,
            String metric,
            Mark mark,
            String fromTo,
            String members,
            String change,
            String images,
            String progress,
            String gallery,
            Optional<Spot> spot) {}

    /** Where a change lies in its row's picture. */
    record Spot(double point, double from, double to, double bandFrom, double bandWidth, String says) {}

    /** An attribute, or another thing that rows are filtered by, and its values. */
    record Choice(String name, String label, List<String> values, String chosen) {
        public boolean isChosen(String value) {
            return value.equals(chosen);
        }
    }

    /** How both models answer on the labelled images of a class. */
    record ClassRow(
            String name,
            String labelled,
            String baselineRight,
            String candidateRight,
            String baselineSays,
            String candidateSays) {}

    /** @param compression what was done to it */
    record Version(String role, String name, String digest, int members, String compression, String bytes) {}

    /** @param all the questions of the verdict */
    static CandidatePage of(
            Plan plan,
            List<Question> all,
            Snapshot snapshot,
            List<Model> open,
            Optional<Saving> saving,
            QuestionFilter filter,
            History history) {
        Verdict verdict = plan.verdict();
        List<Question> shown = filter.of(all);
        Forest.Scale scale = scale(all);
        List<String> reasons = verdict.reasons();
        return new CandidatePage(
                Card.of(plan, saving, history).onItsPage(),
                reasons.subList(0, Math.min(MOST_REASONS, reasons.size())),
                Math.max(0, reasons.size() - MOST_REASONS),
                shown.stream().map(question -> row(plan, question, scale)).toList(),
                all.size(),
                scale.tickText().replace(" points", ""),
                scale.at(0),
                scale.at(scale.tick()),
                choices(all, filter),
                filter,
                Words.subgroup(filter.subgroup()),
                Evidence.of(verdict, snapshot, filter.subgroup()),
                classes(snapshot, verdict.candidate(), filter.subgroup()),
                Behaviour.of(snapshot, verdict.candidate(), filter.subgroup()),
                versions(snapshot, verdict.candidate(), open),
                history.changes());
    }

    private static Forest.Scale scale(List<Question> questions) {
        double widest = questions.stream().mapToDouble(Question::margin).max().orElse(0.01);
        List<Forest.Change> judged = questions.stream()
                .filter(question -> isJudged(question.finding()))
                .map(question -> change(question))
                .toList();
        return Forest.Scale.of(judged, widest, FROM, TO);
    }

    private static boolean isJudged(Finding finding) {
        return finding.outcomes().change().isPresent()
                && (finding.state() == State.HARMED || finding.state() == State.SAFE || finding.state() == State.OPEN);
    }

    private static Forest.Change change(Question question) {
        return new Forest.Change(
                question.images(),
                question.finding().outcomes().change().orElseThrow(),
                question.interval(),
                Mark.of(question.finding().state()));
    }

    private static Row row(Plan plan, Question question, Forest.Scale scale) {
        Finding finding = question.finding();
        return new Row(
                Words.subgroup(question.subgroup()),
                question.metric(),
                Mark.of(finding.state()),
                question.fromTo(),
                question.membersFromTo(),
                question.change().replace(" points", ""),
                Words.count(finding.outcomes().images()),
                progress(plan, question),
                Link.Addresses.gallery(
                        question.verdict().candidate(), question.subgroup().name()),
                finding.outcomes().change().isPresent() ? Optional.of(spot(question, scale)) : Optional.empty());
    }

    private static Spot spot(Question question, Forest.Scale scale) {
        Forest.Change change = change(question);
        Forest.Scale.Bar bar = scale.bar(change.change(), change.interval());
        Forest.Band band = scale.band(question.margin());
        return new Spot(bar.point(), bar.from(), bar.to(), band.from(), band.width(), Forest.says(change));
    }

    private static String progress(Plan plan, Question question) {
        Verdict verdict = question.verdict();
        Finding finding = question.finding();
        if (finding.state() == State.OPEN) {
            double safe = share(finding.logSafety(), verdict.logSafetyEnough());
            double harm = share(finding.logHarm(), verdict.logHarmEnough());
            String needs = plan.step(finding)
                    .flatMap(Step::inWords)
                    .map(words -> "; " + words)
                    .orElse("");
            return (safe >= harm ? Words.percent(safe) + " towards safe" : Words.percent(harm) + " towards harmed")
                    + needs;
        }
        if (finding.state() == State.BELOW_MINIMUM) {
            return "judged from " + Words.count(verdict.settings().minimum(), "image") + " on";
        }
        return "";
    }

    private static double share(double log, double enough) {
        return Math.min(1, Math.max(0, log / enough));
    }

    private static List<Choice> choices(List<Question> questions, QuestionFilter filter) {
        SortedMap<String, TreeSet<String>> values = new TreeMap<>();
        questions.forEach(question -> question.subgroup()
                .pairs()
                .forEach((attribute, value) -> values.computeIfAbsent(attribute, first -> new TreeSet<>())
                        .add(value)));
        var choices = new ArrayList<Choice>();
        values.forEach((attribute, known) -> choices.add(new Choice(
                QuestionFilter.ATTRIBUTE + attribute,
                attribute,
                List.copyOf(known),
                filter.pairs().getOrDefault(attribute, ""))));
        choices.add(new Choice(
                QuestionFilter.METRIC,
                "metric",
                questions.stream().map(Question::metric).distinct().toList(),
                filter.metric()));
        choices.add(new Choice(
                QuestionFilter.STATE,
                "state",
                questions.stream()
                        .map(question -> Mark.of(question.finding().state()).word())
                        .distinct()
                        .sorted(Comparator.naturalOrder())
                        .toList(),
                filter.state()));
        return List.copyOf(choices);
    }

    private static List<ClassRow> classes(Snapshot snapshot, String candidate, Subgroup subgroup) {
        return Behaviour.pair(snapshot, candidate, subgroup)
                .filter(pair -> pair.labelled() > 0)
                .map(CandidatePage::classes)
                .orElse(List.of());
    }

    private static List<ClassRow> classes(PairCounts pair) {
        var rows = new ArrayList<ClassRow>();
        List<String> names = pair.baseline().classes().names();
        for (int y = 0; y < names.size(); y++) {
            rows.add(new ClassRow(
                    Words.name(names.get(y)),
                    Words.count(pair.baseline().support(y)),
                    right(pair.baseline(), y),
                    right(pair.candidate(), y),
                    says(pair.baseline(), y),
                    says(pair.candidate(), y)));
        }
        return rows;
    }

    /** Of the labelled images of a class, the share that the members take for it. */
    private static String right(ModelCounts model, int y) {
        ClassCounts counts = model.confusion().classes().get(y);
        return counts.support() == 0
                ? "–"
                : Words.percent((double) counts.correct() / model.version().members() / counts.support());
    }

    /** Of all labelled images, the share that the members take for a class. */
    private static String says(ModelCounts model, int y) {
        ClassCounts counts = model.confusion().classes().get(y);
        return Words.percent((double) counts.predicted() / model.version().members() / model.labelled());
    }

    private static List<Version> versions(Snapshot snapshot, String candidate, List<Model> open) {
        var versions = new ArrayList<Version>();
        snapshot.baseline().ifPresent(baseline -> versions.add(version("baseline", baseline.version(), open)));
        Optional.ofNullable(snapshot.candidates().get(candidate))
                .ifPresent(version -> versions.add(version("candidate", version, open)));
        return versions;
    }

    private static Version version(String role, ModelVersion version, List<Model> open) {
        Optional<Model> model = open.stream()
                .filter(each ->
                        each.name().equals(version.name()) && each.digest().equals(version.digest()))
                .findFirst();
        return new Version(
                role,
                version.name(),
                version.digest(),
                version.members(),
                model.map(Model::compression).map(CandidatePage::compression).orElse("–"),
                model.map(each -> Words.bytes(each.bytes())).orElse("–"));
    }

    private static String compression(Map<String, Object> compression) {
        return compression.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        new TreeMap<>(compression)
                                .entrySet().stream()
                                        .map(each -> each.getKey() + " " + each.getValue())
                                        .toList());
    }
}
