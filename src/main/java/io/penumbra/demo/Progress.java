package io.penumbra.demo;

import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The demo's line of progress: images, rate, verdicts, what decides next, and the widest harm that is sure. */
final class Progress {
    private Progress() {}

    /**
     * @param counted images so far
     * @param perSecond images in a second, of late
     */
    static String line(long counted, double perSecond, List<Verdict> verdicts) {
        var parts = new ArrayList<String>();
        parts.add(String.format(Locale.ROOT, "%,d images, %d/s", counted, Math.round(perSecond)));
        for (Decision decision : Decision.values()) {
            String names = verdicts.stream()
                    .filter(verdict -> verdict.decision() == decision)
                    .map(Verdict::candidate)
                    .collect(Collectors.joining(", "));
            if (!names.isEmpty()) {
                parts.add(word(decision) + " " + names);
            }
        }
        Outlook.next(verdicts).ifPresent(next -> parts.add(next(next, perSecond)));
        Harm.widest(verdicts).ifPresent(harm -> parts.add("widest harm: " + harm));
        return String.join(" · ", parts);
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case PASS -> "✓ pass";
            case FAIL -> "✗ fail";
            case INCONCLUSIVE -> "… open";
        };
    }

    private static String next(Outlook next, double perSecond) {
        String wait = perSecond < 1 ? "" : ", " + time(Duration.ofSeconds(Math.round(next.images() / perSecond)));
        return String.format(
                Locale.ROOT,
                "next: %s by the %s of %s, after about %,d more images%s",
                next.candidate(),
                next.finding().rate().words(),
                next.finding().subgroup(),
                next.images(),
                wait);
    }

    private static String time(Duration time) {
        return time.toSeconds() < 120 ? time.toSeconds() + " s" : time.toMinutes() + " min";
    }
}
