package io.penumbra.plan;

import io.penumbra.counts.Subgroup;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Labels that several questions need together. A label counts for each question of each subgroup that its image is in.
 *
 * @param flips labels of flips; of all images where evidence is made of the sample alone
 * @param references labels of references
 */
public record Labels(long flips, long references) {
    static final Labels NONE = new Labels(0, 0);

    /** About how many labels decide all of these. */
    static Labels together(Collection<Step> steps) {
        var flips = new HashMap<Subgroup, Long>();
        Map<Integer, Map<Subgroup, Long>> references = new HashMap<>();
        for (Step step : steps) {
            Subgroup subgroup = step.finding().subgroup();
            flips.merge(subgroup, step.imageLabels(), Math::max);
            for (int said = 0; said < step.needs().references().size(); said++) {
                references
                        .computeIfAbsent(said, first -> new HashMap<>())
                        .merge(subgroup, step.needs().references().get(said), Math::max);
            }
        }
        return new Labels(
                together(flips),
                references.values().stream().mapToLong(Labels::together).sum());
    }

    /**
     * The sum over the subgroups, the narrowest first, of what is still missing there. Labels of a narrow subgroup count
     * for the wider ones that contain it.
     */
    static long together(Map<Subgroup, Long> needed) {
        var added = new LinkedHashMap<Subgroup, Long>();
        needed.keySet().stream()
                .sorted(Comparator.comparingInt(Subgroup::order).reversed().thenComparing(Subgroup::name))
                .forEach(subgroup -> {
                    long within = added.entrySet().stream()
                            .filter(each -> subgroup.contains(each.getKey()))
                            .mapToLong(Map.Entry::getValue)
                            .sum();
                    long missing = needed.getOrDefault(subgroup, 0L) - within;
                    if (missing > 0) {
                        added.put(subgroup, missing);
                    }
                });
        return added.values().stream().mapToLong(Long::longValue).sum();
    }

    public long total() {
        return flips + references;
    }
}
