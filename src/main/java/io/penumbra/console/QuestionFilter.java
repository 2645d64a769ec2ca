package io.penumbra.console;

import io.penumbra.counts.Subgroup;
import io.penumbra.verdict.State;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Which questions are shown and in which order, as the address says it.
 *
 * @param pairs the values that a subgroup must have, by attribute
 * @param metric a metric in words; empty for all
 * @param state a state in words; empty for all
 * @param sort {@code change}, {@code subgroup} or empty for the most telling first
 */
record QuestionFilter(Map<String, String> pairs, String metric, String state, String sort) {
    static final String ATTRIBUTE = "is.";
    /** A subgroup by its name, as dashboards and alerts link to it. */
    static final String SUBGROUP = "subgroup";

    static final String METRIC = "metric";
    static final String STATE = "state";
    static final String SORT = "sort";

    private static final Comparator<Question> TELLING = Comparator.comparingInt(
                    (Question question) -> rank(question.finding().state()))
            .thenComparing(QuestionFilter::change, Comparator.reverseOrder());

    static QuestionFilter of(Map<String, String> query) {
        var pairs = new TreeMap<>(pairs(query.getOrDefault(SUBGROUP, "")));
        query.forEach((name, value) -> {
            if (name.startsWith(ATTRIBUTE) && !value.isEmpty()) {
                pairs.put(name.substring(ATTRIBUTE.length()), value);
            }
        });
        return new QuestionFilter(
                pairs, query.getOrDefault(METRIC, ""), query.getOrDefault(STATE, ""), query.getOrDefault(SORT, ""));
    }

    private static Map<String, String> pairs(String subgroup) {
        try {
            return subgroup.isEmpty() ? Map.of() : Subgroup.named(subgroup).pairs();
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    /** The subgroup of the chosen values; all without one. */
    Subgroup subgroup() {
        try {
            return Subgroup.of(pairs);
        } catch (IllegalArgumentException e) {
            return Subgroup.ALL;
        }
    }

    public boolean sortsBy(String order) {
        return sort.equals(order);
    }

    List<Question> of(List<Question> questions) {
        var shown = questions.stream().filter(this::shows);
        return switch (sort) {
            case "change" ->
                shown.sorted(Comparator.comparing(QuestionFilter::change, Comparator.reverseOrder()))
                        .toList();
            case "subgroup" -> shown.toList();
            default -> shown.sorted(TELLING).toList();
        };
    }

    private boolean shows(Question question) {
        return question.subgroup().pairs().entrySet().containsAll(pairs.entrySet())
                && (metric.isEmpty() || metric.equals(question.metric()))
                && (state.isEmpty()
                        || state.equals(Mark.of(question.finding().state()).word()));
    }

    private static int rank(State state) {
        return switch (state) {
            case HARMED -> 0;
            case OPEN -> 1;
            case SAFE -> 2;
            case BELOW_MINIMUM -> 3;
            case NO_LABELS -> 4;
            case EXEMPT -> 5;
        };
    }

    private static double change(Question question) {
        OptionalDouble change = question.finding().outcomes().change();
        return change.orElse(-1);
    }
}
