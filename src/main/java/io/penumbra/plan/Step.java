package io.penumbra.plan;

import io.penumbra.verdict.Basis;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.Needs;
import io.penumbra.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one open question takes until it is decided.
 *
 * @param labels about how many labels it needs in all, of flips, of references and of samples
 * @param streamImages about how many images of the whole stream come meanwhile; empty if no number of them decides it
 * @param time how long that takes; empty if no number of images decides it, or if the pace is not known
 * @param evident whether evidence points to harm if it heads there; a few images alone would alarm without cause
 */
public record Step(
        Finding finding,
        Needs needs,
        long labels,
        OptionalLong streamImages,
        Optional<Duration> time,
        boolean evident) {
    static Step of(Verdict verdict, Finding finding, Needs needs, Pace pace) {
        if (needs.images().isEmpty()) {
            return new Step(finding, needs, 0, OptionalLong.empty(), Optional.empty(), false);
        }
        long images = needs.images().getAsLong();
        long scored = finding.observed().scored();
        long stream = images == 0 || scored == 0
                ? images
                : (long) Math.ceil((double) images * Math.max(scored, verdict.scored()) / scored);
        return new Step(
                finding,
                needs,
                verdict.settings().evidence() == Basis.SAMPLE ? images : needs.labels(),
                OptionalLong.of(stream),
                images == 0 ? Optional.of(Duration.ZERO) : pace.time(finding.subgroup(), images),
                images == 0 || finding.logHarm() > 0);
    }

    /** Labels of flips, or of all images where evidence is made of the sample alone. */
    public long imageLabels() {
        return labels - needs.labels() + needs.flipLabels();
    }

    /** Whether some number of images and labels decides it. */
    public boolean isDecidable() {
        return streamImages.isPresent();
    }

    /**
     * What it takes, such as {@code about 5,900 images, 2.5 h, 67 labels of flips}. Empty if it is not known, or if no
     * number of images decides it.
     */
    public Optional<String> inWords() {
        var parts = new ArrayList<String>();
        if (waits()) {
            parts.add(Phrases.count(Phrases.rounded(needs.images().orElse(0)), "image"));
            time.ifPresent(known -> parts.add(Phrases.time(known)));
        }
        if (needs.flipLabels() > 0) {
            parts.add(Phrases.count(Phrases.rounded(needs.flipLabels()), "label") + " of flips");
        }
        if (needs.labels() > needs.flipLabels()) {
            parts.add(Phrases.count(Phrases.rounded(needs.labels() - needs.flipLabels()), "reference"));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of("about " + String.join(", ", parts));
    }

    /** Whether it has to wait for images. */
    public boolean waits() {
        return streamImages.isPresent() && streamImages.getAsLong() > 0;
    }
}
