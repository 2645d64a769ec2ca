package io.penumbra.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.penumbra.wire.v1.Score;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The verdict on a candidate once more, in the most simple way: image by image over the records of the topics of scores and labels, and the
 * evidence of both bases as the formulas have it. Shares no code with the gate.
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
            long known,
            long unlabelledFlips,
            Evidence harm,
            Evidence safety) {}

    /** ln e of each basis. */
    public record Evidence(double sample, double audit) {
        double log() {
            return Math.log((Math.exp(sample) + Math.exp(audit)) / 2);
        }
    }

    /** A chosen label: the last one of an image, {@code flip} or {@code reference}. */
    public record Chosen(String label, String why) {}

    /** Agreements without a label, and the interval for their share. */
    private record Stratum(long images, double lower, double upper) {}

    private static final List<String> METRICS = List.of("error", "false_positive_rate", "false_negative_rate");

    private final List<Score> scores;
    private final Map<String, Chosen> chosen;
    private final int model;
    private final Map<String, Double> margins;
    private final double level;
    private final long minimum;

    GateRecount(
            List<Score> scores,
            Map<String, Chosen> chosen,
            String candidate,
            Map<String, Double> margins,
            double level,
            long minimum) {
        this.scores = scores;
        this.chosen = chosen;
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
        Audit audit = audit(subgroup, metric);
        return new Question(
                subgroup,
                metric,
                labelled,
                regressions,
                fixes,
                images,
                Math.max(images, audit.images()),
                audit.unlabelledFlips,
                new Evidence(logEvidence(regressions, fixes, same, margin), audit.logHarm(margin)),
                new Evidence(logEvidence(fixes, regressions, same, -margin), audit.logSafety(margin)));
    }

    /** The counts of the audit basis. */
    private static final class Audit {
        long unlabelledFlips;
        long b;
        long c;
        long maybeB;
        long maybeC;
        long agreements;
        final List<Stratum> strata = new ArrayList<>();

        long images() {
            long images = b + c + agreements;
            for (Stratum stratum : strata) {
                images += (long) Math.floor(stratum.images * stratum.lower);
            }
            return images;
        }

        double logHarm(double d) {
            return log(b, c + maybeC, d, false);
        }

        double logSafety(double d) {
            return log(c, b + maybeB, -d, true);
        }

        private double log(double up, double down, double d, boolean safety) {
            double most = Double.NEGATIVE_INFINITY;
            double weights = 0;
            double[] logs = new double[40];
            for (int k = 0; k < 40; k++) {
                double fraction = 0.99 * Math.pow(10, -3 + 3 * k / 39.0);
                double bet = fraction / (1 + d);
                weights += Math.sqrt(fraction);
                logs[k] = Math.log(fraction) / 2
                        + up * Math.log(1 + bet * (1 - d))
                        + down * Math.log(1 - bet * (1 + d))
                        + agreements * Math.log(1 - bet * d);
                for (Stratum stratum : strata) {
                    logs[k] += stratum.images * Math.log(1 - bet * d * (safety ? stratum.lower : stratum.upper));
                }
                most = Math.max(most, logs[k]);
            }
            double sum = 0;
            for (double log : logs) {
                sum += Math.exp(log - most);
            }
            return most + Math.log(sum / weights);
        }
    }

    private Audit audit(String subgroup, String metric) {
        var audit = new Audit();
        long[] unanimous = new long[2];
        long[][] references = new long[2][2];
        long others = 0;
        for (Score score : scores) {
            if (!isIn(score, subgroup)) {
                continue;
            }
            Chosen label = chosen.get(score.getImageId());
            String last = label == null ? score.getLabel() : label.label();
            String before = modal(score, 0);
            String after = modal(score, model);
            boolean all = true;
            for (int m = 1; m <= score.getLineup().getCandidatesCount(); m++) {
                all &= modal(score, m).equals(before);
            }
            int said = before.equals("blond") ? 1 : 0;
            boolean ofRate = metric.equals("error") || last.equals("blond") == metric.equals("false_negative_rate");
            if (!before.equals(after)) {
                audit.unlabelledFlips += last.isEmpty() ? 1 : 0;
                boolean worse = metric.equals("error")
                        || (metric.equals("false_negative_rate") ? before : after).equals("blond");
                boolean better = metric.equals("error") || !worse;
                audit.maybeB += last.isEmpty() && worse ? 1 : 0;
                audit.maybeC += last.isEmpty() && better ? 1 : 0;
                audit.b += !last.isEmpty() && ofRate && before.equals(last) ? 1 : 0;
                audit.c += !last.isEmpty() && ofRate && after.equals(last) ? 1 : 0;
            } else if (label != null && label.why().equals("reference") && all && isPicked(score.getImageId())) {
                references[said][last.equals("blond") ? 1 : 0]++;
                unanimous[said]++;
            } else if (!last.isEmpty()) {
                audit.agreements += ofRate ? 1 : 0;
            } else if (all) {
                unanimous[said]++;
            } else {
                others++;
            }
        }
        if (metric.equals("error")) {
            audit.agreements += unanimous[0] + unanimous[1] + others;
            return audit;
        }
        for (int said = 0; said < 2; said++) {
            long n = references[said][0] + references[said][1];
            long x = references[said][metric.equals("false_negative_rate") ? 1 : 0];
            double delta = 0.2 * level / (2 * 2 * METRICS.size() * subgroups().size());
            audit.strata.add(new Stratum(unanimous[said], lower(x, n, delta), upper(x, n, delta)));
        }
        audit.strata.add(new Stratum(others, 0, 1));
        return audit;
    }

    /** A tenth of the images may be references, by the first 48 bits of the MD5 of their id. */
    private static boolean isPicked(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(id.getBytes(StandardCharsets.UTF_8));
            long place = 0;
            for (int i = 0; i < 6; i++) {
                place = place << 8 | hash[i] & 0xff;
            }
            return place < 0.1 * Math.pow(2, 48);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Where the evidence that the share is below q falls to 1/δ. */
    private static double upper(long x, long n, double delta) {
        double from = n == 0 ? 1 : (double) x / n;
        double to = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (from + to) / 2;
            if (middle < 1 && logEvidence(0, x, n - x, -middle) < -Math.log(delta)) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return to;
    }

    /** Where the evidence that the share is above q falls to 1/δ. */
    private static double lower(long x, long n, double delta) {
        double from = 0;
        double to = n == 0 ? 0 : (double) x / n;
        for (int i = 0; i < 60; i++) {
            double middle = (from + to) / 2;
            if (logEvidence(x, 0, n - x, middle) >= -Math.log(delta)) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return from;
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
            if (question.known() < minimum) {
                states.put(name, "below_minimum");
            } else if (harmed.contains(name)) {
                states.put(name, "harmed");
            } else {
                states.put(name, question.safety().log() >= Math.log(1 / (0.8 * level)) ? "safe" : "open");
            }
        });
        return states;
    }

    /** The first k of all, sorted downwards, for the largest k whose e-value is at least K/(αk). */
    private Set<String> harmed(Map<String, Question> questions) {
        var sorted = new ArrayList<>(questions.entrySet());
        sorted.removeIf(entry -> entry.getValue().known() < minimum);
        sorted.sort(Comparator.comparingDouble(entry -> -entry.getValue().harm().log()));
        var harmed = new HashSet<String>();
        for (int k = sorted.size(); k > 0; k--) {
            if (sorted.get(k - 1).getValue().harm().log() >= Math.log(questions.size() / (0.8 * level * k))) {
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
