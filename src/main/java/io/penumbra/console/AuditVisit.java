package io.penumbra.console;

import io.penumbra.audit.Refused;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the page Audit keeps in its address from one label to the next.
 *
 * @param image the image to show, in place of the next one
 * @param began the questions that were open when the visit began
 * @param done labels given since
 * @param before the image that was labelled last
 * @param said its label
 * @param refused why the last answer was not taken
 */
record AuditVisit(
        String candidate,
        Optional<String> image,
        OptionalInt began,
        int done,
        Optional<String> before,
        Optional<String> said,
        Optional<Refused.Why> refused) {
    private static final String NUMBER = "[0-9]{1,6}";

    static AuditVisit of(Map<String, String> query, String candidate) {
        return new AuditVisit(
                candidate,
                text(query, "image"),
                text(query, "began")
                        .filter(text -> text.matches(NUMBER))
                        .map(text -> OptionalInt.of(Integer.parseInt(text)))
                        .orElse(OptionalInt.empty()),
                text(query, "done")
                        .filter(text -> text.matches(NUMBER))
                        .map(Integer::parseInt)
                        .orElse(0),
                text(query, "before"),
                text(query, "said"),
                text(query, "refused").flatMap(AuditVisit::why));
    }

    private static Optional<Refused.Why> why(String text) {
        return Arrays.stream(Refused.Why.values())
                .filter(why -> why.name().equals(text))
                .findFirst();
    }

    /** Why the last answer was not taken, in a sentence. */
    public Optional<String> trouble() {
        return refused.map(why -> switch (why) {
            case UNKNOWN -> "The image no longer waits for a label.";
            case WRONG -> "Your answer names no class, or the note is too long.";
            case TAKEN -> "Somebody else has the image, or gave its label.";
            case UNAVAILABLE -> "Labels cannot be written now. Try again in a moment.";
        });
    }

    private static Optional<String> text(Map<String, String> query, String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
    }

    AuditVisit beganAt(int open) {
        return new AuditVisit(candidate, image, OptionalInt.of(open), done, before, said, refused);
    }

    /** After a label. */
    AuditVisit labelled(String id, String label) {
        boolean again = before.filter(id::equals).isPresent();
        return new AuditVisit(
                candidate,
                Optional.empty(),
                began,
                again ? done : done + 1,
                Optional.of(id),
                Optional.of(label),
                Optional.empty());
    }

    /** After an image was skipped. */
    AuditVisit skipped() {
        return new AuditVisit(candidate, Optional.empty(), began, done, before, said, Optional.empty());
    }

    /** After a label was taken back: its image is shown again. */
    AuditVisit withdrawn(String id) {
        return new AuditVisit(
                candidate,
                Optional.of(id),
                began,
                Math.max(0, done - 1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** After an answer was not taken. */
    AuditVisit refused(Refused.Why why) {
        return new AuditVisit(candidate, Optional.empty(), began, done, before, said, Optional.of(why));
    }

    /** The page with the image that was labelled last. */
    public String back() {
        return new AuditVisit(candidate, before, began, done, before, said, Optional.empty()).address();
    }

    /** The page as it is now. The form sends an answer there, so that the visit goes on. */
    public String address() {
        var address = new StringBuilder(Link.Addresses.audit(candidate));
        image.ifPresent(id -> add(address, "image", id));
        began.ifPresent(open -> add(address, "began", String.valueOf(open)));
        if (done > 0) {
            add(address, "done", String.valueOf(done));
        }
        before.ifPresent(id -> add(address, "before", id));
        said.ifPresent(label -> add(address, "said", label));
        refused.ifPresent(why -> add(address, "refused", why.name()));
        return address.toString();
    }

    private static void add(StringBuilder address, String name, String value) {
        address.append('&').append(name).append('=').append(Link.Addresses.encoded(value));
    }
}
