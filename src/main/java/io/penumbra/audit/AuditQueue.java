package io.penumbra.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penumbra.audit.Asking.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The images to label, in the order in which they bring the open questions nearest to an answer.
 *
 * @param images flips that help to answer a question now, then such references, then flips of questions that wait for
 *     images too
 * @param labels about how many labels answer the questions that labels alone can answer
 * @param questions the number of these questions
 * @param open the number of all open questions
 */
public record AuditQueue(List<AuditImage> images, long labels, int questions, int open) {
    /** Nothing to label. */
    public static final AuditQueue EMPTY = new AuditQueue(List.of(), 0, 0, 0);

    /** The worth of a label for a question that waits for images too. */
    private static final double LATER = 1e-3;

    /**
     * An image in the queue.
     *
     * @param turn flips for questions that labels can answer, references for them, and then both for the others
     * @param worth what a label brings; references come in the order of their hash alone, so theirs is 0
     * @param place by a hash of the id, so that images of equal worth come in no order of time
     */
    private record Ranked(AuditImage image, List<Question> questions, int turn, double worth, double place) {
        static Ranked of(AuditImage image, List<Question> questions) {
            boolean now =
                    questions.stream().anyMatch(question -> question.needs().labelsSuffice());
            return new Ranked(
                    image,
                    questions,
                    (now ? 0 : 2) + (image.isReference() ? 1 : 0),
                    image.isReference()
                            ? 0
                            : questions.stream().mapToDouble(AuditQueue::worth).sum(),
                    Picks.place(image.id().getBytes(UTF_8)));
        }
    }

    /** What is left to label of one question. */
    private static final class Left {
        private long flips;
        private final long[] references;

        Left(Question question) {
            flips = question.needs().flipLabels();
            references = question.needs().references().stream()
                    .mapToLong(Long::longValue)
                    .toArray();
        }

        boolean take(AuditImage image) {
            if (!image.isReference()) {
                return flips-- > 0;
            }
            int said = image.image().modal(0);
            return said < references.length && references[said]-- > 0;
        }
    }

    public AuditQueue {
        images = List.copyOf(images);
    }

    /**
     * The queue of some candidates.
     *
     * @param kept the images that were kept; those with a label are left out
     */
    public static AuditQueue of(List<AuditImage> kept, List<Asking> candidates) {
        var ranked = new ArrayList<Ranked>();
        for (AuditImage image : kept) {
            if (image.label().isPresent()) {
                continue;
            }
            var questions = new ArrayList<Question>();
            candidates.forEach(candidate -> questions.addAll(candidate.on(image)));
            if (!questions.isEmpty()) {
                ranked.add(Ranked.of(image, questions));
            }
        }
        ranked.sort(Comparator.comparingInt(Ranked::turn)
                .thenComparing(Comparator.comparingDouble(Ranked::worth).reversed())
                .thenComparingDouble(Ranked::place));
        return new AuditQueue(
                ranked.stream().map(Ranked::image).toList(),
                labels(ranked),
                (int) candidates.stream()
                        .flatMap(candidate -> candidate.questions().stream())
                        .filter(question -> question.needs().labelsSuffice())
                        .count(),
                candidates.stream()
                        .mapToInt(candidate -> candidate.questions().size())
                        .sum());
    }

    /** The fewer labels a question needs, the more one is worth. */
    private static double worth(Question question) {
        double each = 1.0 / Math.max(1, question.needs().labels());
        return question.needs().labelsSuffice() ? each : LATER * each;
    }

    /** Takes the images in order until no question needs another one. An image can count for several questions. */
    private static long labels(List<Ranked> ranked) {
        Map<Question, Left> left = new IdentityHashMap<>();
        long labels = 0;
        for (Ranked each : ranked) {
            boolean needed = false;
            for (Question question : each.questions()) {
                if (question.needs().labelsSuffice()) {
                    needed |= left.computeIfAbsent(question, Left::new).take(each.image());
                }
            }
            labels += needed ? 1 : 0;
        }
        return labels;
    }
}
