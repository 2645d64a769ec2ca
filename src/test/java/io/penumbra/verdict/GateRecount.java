package io.penumbra.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.penumbra.wire.v1.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The verdict on a candidate once more, in the most simple way: image by image over the records of the scores topic, and the evidence as the
 * formula has it. Shares no code with the gate.
 */
final class GateRecount {
    /** One subgroup in one metric. */
    public record Question(
            String subgroup,
            String metric,
            long labelled,
            long regressions,
            long fixes,
            long images,
            double logHarm,
            double logSafety) {}

    private static final List<String> METRICS = List.of("error", "false_positive_rate", "false_negative_rate");

    private final List<Score> scores;
    private final int model;
    private final Map<String, Double> margins;
    private final double level;
    private final long minimum;

    GateRecount(List<Score> scores, String candidate, Map<String, Double> margins, double level, long minimum) {
        this.scores = scores;
        var candidates = scores.get(0).getLineup().getCandidatesList();
        int found = -1;
        for (int i = 0; i < candidates.size(); i++) {
            found = candidates.get(i).getName().equals(candidate) ? i : found;
        }
        this.model = found + 1;
        this.margins = margins;
        this.level = level;
        this.minimum = minimum;
    }

    public Map<String, Question> questions() {
        var questions = new LinkedHashMap<String, Question>();
        for (String subgroup : subgroups()) {
            for (String metric : METRICS) {
                questions.put(subgroup + " " + metric, question(subgroup, metric));
            }
        }
        return questions;
    }

    private Question question(String subgroup, String metric) {
        long labelled = 0;
        long images = 0;
        long regressions = 0;
        long fixes = 0;
        for (Score score : scores) {
            if (!isIn(score, subgroup) || score.getLabel().isEmpty()) {
                continue;
            }
            labelled++;
            boolean positive = score.getLabel().equals("blond");
            if (metric.equals("false_positive_rate") && positive || metric.equals("false_negative_rate") && !positive) {
                continue;
            }
            images++;
            boolean before = modal(score, 0).equals(score.getLabel());
            boolean after = modal(score, model).equals(score.getLabel());
            regressions += before && !after ? 1 : 0;
            fixes += !before && after ? 1 : 0;
        }
        long same = images - regressions - fixes;
        double margin = margins.get(metric);
        return new Question(
                subgroup,
                metric,
                labelled,
                regressions,
                fixes,
                images,
                logEvidence(regressions, fixes, same, margin),
                logEvidence(fixes, regressions, same, -margin));
    }

    /** ln Σ_k w_k (1 + λ(1−d))^b (1 − λd)^s (1 − λ(1+d))^c with w_k = √f_k / Σ_j √f_j. */
    public static double logEvidence(double b, double c, double s, double d) {
        double[] logs = new double[40];
        double most = Double.NEGATIVE_INFINITY;
        double weights = 0;
        for (int k = 0; k < 40; k++) {
            double fraction = 0.99 * Math.pow(10, -3 + 3 * k / 39.0);
            double bet = fraction / (1 + d);
            weights += Math.sqrt(fraction);
            logs[k] = Math.log(fraction) / 2
                    + b * Math.log(1 + bet * (1 - d))
                    + s * Math.log(1 - bet * d)
                    + c * Math.log(1 - bet * (1 + d));
            most = Math.max(most, logs[k]);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum / weights);
    }

    /** The state of each question. */
    public Map<String, String> states() {
        Map<String, Question> questions = questions();
        Set<String> harmed = harmed(questions);
        var states = new LinkedHashMap<String, String>();
        questions.forEach((name, question) -> {
            if (question.labelled() == 0) {
                states.put(name, "no_labels");
            } else if (question.images() < minimum) {
                states.put(name, "below_minimum");
            } else if (harmed.contains(name)) {
                states.put(name, "harmed");
            } else {
                states.put(name, question.logSafety() >= Math.log(1 / level) ? "safe" : "open");
            }
        });
        return states;
    }

    /** The first k of all, sorted downwards, for the largest k whose e-value is at least K/(αk). */
    private Set<String> harmed(Map<String, Question> questions) {
        var sorted = new ArrayList<>(questions.entrySet());
        sorted.removeIf(entry -> entry.getValue().images() < minimum);
        sorted.sort(Comparator.comparingDouble(entry -> -entry.getValue().logHarm()));
        var harmed = new HashSet<String>();
        for (int k = sorted.size(); k > 0; k--) {
            if (sorted.get(k - 1).getValue().logHarm() >= Math.log(questions.size() / (level * k))) {
                sorted.subList(0, k).forEach(entry -> harmed.add(entry.getKey()));
                return harmed;
            }
        }
        return harmed;
    }

    public String verdict() {
        var states = states().values();
        if (states.contains("harmed")) {
            return "fail";
        }
        return states.stream().allMatch("safe"::equals) ? "pass" : "inconclusive";
    }

    private Set<String> subgroups() {
        var names = new TreeSet<String>();
        names.add("all");
        for (Score score : scores) {
            String age = "age=" + score.getSubgroupsOrThrow("age");
            String sex = "sex=" + score.getSubgroupsOrThrow("sex");
            names.addAll(List.of(age, sex, age + "," + sex));
        }
        return names;
    }

    private static boolean isIn(Score score, String subgroup) {
        if (subgroup.equals("all")) {
            return true;
        }
        for (String pair : subgroup.split(",")) {
            String[] words = pair.split("=");
            if (!score.getSubgroupsOrThrow(words[0]).equals(words[1])) {
                return false;
            }
        }
        return true;
    }

    /** The class with most votes, of equal ones the likelier. */
    private static String modal(Score score, int model) {
        int first = 2 * model;
        int votes = score.getVotes(first + 1) - score.getVotes(first);
        float likelier = score.getProbabilities(first + 1) - score.getProbabilities(first);
        return votes > 0 || votes == 0 && likelier > 0 ? "blond" : "not_blond";
    }

    /** By subgroup and metric, as {@link #questions()} has them. */
    public static Map<String, JsonNode> findings(JsonNode answer) {
        var findings = new LinkedHashMap<String, JsonNode>();
        answer.path("findings")
                .forEach(finding -> findings.put(
                        finding.path("subgroup").asText() + " "
                                + finding.path("metric").asText(),
                        finding));
        return findings;
    }
}
