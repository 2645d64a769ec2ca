package io.penumbra.console;

import io.penumbra.audit.AuditImage;
import io.penumbra.audit.AuditImage.ChosenLabel;
import io.penumbra.audit.AuditQueue;
import io.penumbra.counts.Classes;
import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.State;
import io.penumbra.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One picture to label, and what labels have answered so far.
 *
 * @param asks the question about the picture
 * @param shown the picture; empty if there is none to label
 * @param absent why there is none
 * @param mark the verdict
 * @param progress such as {@code Label 12 of about 41}
 * @param percent of these labels, 0 to 100
 * @param open how many questions are open, and how many were
 * @param chips the questions that are harmed or open
 * @param rest how many others there are; empty if there is none
 * @param before the image that was labelled last
 */
record AuditPage(
        String candidate,
        List<String> candidates,
        String asks,
        Optional<Shown> shown,
        String absent,
        Mark mark,
        String progress,
        int percent,
        String open,
        List<Chip> chips,
        Optional<String> rest,
        Optional<LabelledImage> before,
        AuditVisit visit) {
    private static final int MOST_CHIPS = 12;
    private static final int MOST_KEYS = 9;
    private static final int FEW_CLASSES = 3;

    /**
     * The picture.
     *
     * @param source the path of its picture; empty if the image lies elsewhere
     * @param said its label, if it has one already
     */
    record Shown(String id, Optional<String> source, List<Choice> choices, Optional<String> said) {}

    /** A class and its key; the key is empty beyond the ninth. */
    record Choice(String label, String name, String key) {}

    /** A question and its state. */
    record Chip(Mark mark, String text) {}

    /**
     * The page for one visit.
     *
     * @param image what somebody is asked; empty if nothing is
     * @param who is asked
     */
    static AuditPage of(
            Verdict verdict,
            List<String> candidates,
            AuditQueue queue,
            Optional<AuditImage> image,
            Optional<LabelledImage> before,
            String who,
            AuditVisit visit) {
        int open = (int) count(verdict, false);
        int began = Math.max(open, visit.began().orElse(open));
        long all = visit.done() + queue.labels();
        List<Chip> chips = chips(verdict);
        return new AuditPage(
                verdict.candidate(),
                candidates,
                image.map(each -> asks(each.image().lineup().classes())).orElse("Nothing to label now"),
                image.map(each -> shown(each, who)),
                absent(verdict, queue),
                Mark.of(verdict.decision()),
                progress(visit.done(), queue),
                all == 0 ? 0 : (int) Math.min(100, 100L * visit.done() / all),
                open(began, open),
                chips.stream().limit(MOST_CHIPS).toList(),
                rest(verdict, Math.max(0, chips.size() - MOST_CHIPS)),
                before,
                visit.beganAt(began));
    }

    private static long count(Verdict verdict, boolean answered) {
        return verdict.findings().stream()
                .filter(finding -> finding.state() != State.EXEMPT && isAnswered(finding) == answered)
                .count();
    }

    private static boolean isAnswered(Finding finding) {
        return finding.state() == State.SAFE || finding.state() == State.HARMED;
    }

    /** {@code Blond or not blond?}, or of many classes {@code What does this image show?}. */
    private static String asks(Classes classes) {
        if (classes.size() > FEW_CLASSES) {
            return "What does this image show?";
        }
        List<String> names = classes.names().stream().map(Words::name).toList();
        return Words.capital(String.join(" or ", names)) + "?";
    }

    private static String progress(int done, AuditQueue queue) {
        if (queue.labels() == 0) {
            return done == 0 ? "No label answers a question yet" : Words.count(done, "label") + " given";
        }
        return "Label " + Words.count(done + 1) + " of about " + Words.count(done + queue.labels());
    }

    private static String open(int began, int open) {
        String now = open + (open == 1 ? " is" : " are");
        return began > open
                ? Words.count(began, "question") + " were open when you began, " + now + " now."
                : Words.count(open, "question") + (open == 1 ? " is" : " are") + " open.";
    }

    private static String absent(Verdict verdict, AuditQueue queue) {
        if (verdict.decision() != Decision.INCONCLUSIVE) {
            return verdict.candidate() + " is decided: "
                    + Mark.of(verdict.decision()).word().toLowerCase(Locale.ROOT) + ". No label is needed.";
        }
        return queue.images().isEmpty()
                ? "No label would help to answer an open question now. More images have to come first."
                : "The images that are left are with others, for 10 minutes at the most, or you could not tell.";
    }

    private static Shown shown(AuditImage image, String who) {
        List<String> names = image.image().lineup().classes().names();
        return new Shown(
                image.id(),
                image.source().map(Picture::path),
                IntStream.range(0, names.size())
                        .mapToObj(y -> new Choice(
                                names.get(y), Words.name(names.get(y)), y < MOST_KEYS ? String.valueOf(y + 1) : ""))
                        .toList(),
                image.label()
                        .filter(label -> label.by().filter(who::equals).isPresent())
                        .map(ChosenLabel::name)
                        .map(Words::name));
    }

    private static List<Chip> chips(Verdict verdict) {
        return Stream.of(State.HARMED, State.OPEN, State.BELOW_MINIMUM, State.NO_LABELS)
                .flatMap(state -> verdict.findings().stream().filter(finding -> finding.state() == state))
                .map(finding -> new Chip(
                        Mark.of(finding.state()),
                        Words.subgroup(finding.subgroup()) + ", "
                                + new Question(verdict, finding, Optional.empty()).metric()))
                .toList();
    }

    private static Optional<String> rest(Verdict verdict, int hidden) {
        long safe = verdict.findings().stream()
                .filter(finding -> finding.state() == State.SAFE)
                .count();
        String text = Stream.of(hidden > 0 ? hidden + " more" : "", safe > 0 ? safe + " safe" : "")
                .filter(each -> !each.isEmpty())
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
