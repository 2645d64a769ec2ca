package io.penumbra.event;

import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Verdict;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The data of a verdict's event, as JSON has it.
 *
 * @param verdict {@code pass}, {@code fail} or {@code inconclusive}
 * @param baselineVersion digest of the baseline version
 * @param candidateVersion digest of the candidate version
 * @param scored number of images that the candidate has scored
 * @param labelled number of them whose label is known
 * @param reasons sentences, at most {@value #MOST_REASONS} and one that counts the others
 * @param previous the verdict before; empty if there was none
 * @param url the candidate's page in the console; empty if the console's address is not known
 */
public record VerdictData(
        String candidate,
        String verdict,
        String baselineVersion,
        String candidateVersion,
        long scored,
        long labelled,
        List<String> reasons,
        Optional<Previous> previous,
        Optional<URI> url) {
    /** Keeps the record far below 1 MiB, the largest that a topic takes by default. */
    static final int MOST_REASONS = 100;

    /**
     * The verdict before.
     *
     * @param id id of its event
     * @param time when it was given
     */
    public record Previous(String id, Instant time, String verdict, String baselineVersion, String candidateVersion) {}

    public VerdictData {
        if (candidate == null || candidate.isBlank()) {
            throw new IllegalArgumentException("candidate is missing");
        }
        new Judged(verdict, baselineVersion, candidateVersion); // which checks them
        reasons = reasons == null ? List.of() : List.copyOf(reasons);
        previous = previous == null ? Optional.empty() : previous;
        url = url == null ? Optional.empty() : url;
    }

    static VerdictData of(Verdict verdict, Judged judged, Optional<VerdictEvent> before, Optional<URI> url) {
        return new VerdictData(
                verdict.candidate(),
                judged.verdict(),
                judged.baselineVersion(),
                judged.candidateVersion(),
                verdict.scored(),
                verdict.labelled(),
                bounded(verdict.reasons()),
                before.map(VerdictEvent::asPrevious),
                url);
    }

    static List<String> bounded(List<String> reasons) {
        if (reasons.size() <= MOST_REASONS) {
            return reasons;
        }
        var first = new ArrayList<String>(reasons.subList(0, MOST_REASONS));
        first.add("and " + (reasons.size() - MOST_REASONS) + " more; /api/v1/gate has them all");
        return first;
    }

    /** {@link #verdict} as the gate has it. */
    public Decision decision() {
        return judged().decision();
    }

    Judged judged() {
        return new Judged(verdict, baselineVersion, candidateVersion);
    }
}
