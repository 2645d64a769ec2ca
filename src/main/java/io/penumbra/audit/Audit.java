package io.penumbra.audit;

import io.penumbra.audit.AuditImage.ChosenLabel;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.PerSnapshot;
import io.penumbra.counts.Snapshot;
import io.penumbra.process.Failure;
import io.penumbra.verdict.Gate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** Gives people the images to label, and writes down what they say. */
public final class Audit {
    /** Most images that one person gets at once. */
    public static final int MOST = 100;
    /** Longest note, and longest reason to skip, in characters. */
    static final int LONGEST_NOTE = 1000;

    /** Where the images are read. */
    public interface Kept {
        /** All of them, labelled or not; empty while they cannot be read. */
        Optional<List<AuditImage>> all();

        Optional<AuditImage> find(String id);

        /** Whether they can be read. */
        boolean isReady();
    }

    private final Kept kept;
    private final Gate gate;
    private final LabelTopic labels;
    private final Claims claims;
    private final BiConsumer<String, Map<String, String>> log;
    private final PerSnapshot<String, Asking> asking = new PerSnapshot<>();
    private final PerSnapshot<String, AuditQueue> queues = new PerSnapshot<>();

    /** @param log is told each label and each one that is taken back: what was done, and of which image */
    public Audit(Kept kept, Gate gate, LabelTopic labels, Claims claims, BiConsumer<String, Map<String, String>> log) {
        this.kept = kept;
        this.gate = gate;
        this.labels = labels;
        this.claims = claims;
        this.log = log;
    }

    /**
     * The queue of one candidate, or of all.
     *
     * @param candidate a candidate of the snapshot; empty for all of them
     */
    public AuditQueue queue(Snapshot snapshot, Optional<String> candidate) {
        SortedMap<String, ModelVersion> candidates = snapshot.candidates();
        candidate.filter(name -> !candidates.containsKey(name)).ifPresent(name -> {
            throw new Refused(
                    Refused.Why.UNKNOWN,
                    "there is no candidate '" + name + "', expected one of " + candidates.keySet());
        });
        return queues.get(
                snapshot,
                candidate.orElse(""),
                () -> AuditQueue.of(
                        kept.all().orElseThrow(Audit::unavailable),
                        candidates.keySet().stream()
                                .filter(name ->
                                        candidate.isEmpty() || candidate.get().equals(name))
                                .map(name -> asking(snapshot, name))
                                .toList()));
    }

    private Asking asking(Snapshot snapshot, String candidate) {
        return asking.get(
                snapshot,
                candidate,
                () -> Asking.of(
                        snapshot.baseline().orElseThrow().version(),
                        Objects.requireNonNull(snapshot.candidates().get(candidate)),
                        gate.verdict(snapshot, candidate)));
    }

    /** The next images for somebody. Nobody else gets them for {@link Claimed#LASTING}. */
    public List<AuditImage> next(AuditQueue queue, String who, int most) {
        return claims.claim(who, queue.images(), most);
    }

    /** An image that is kept, labelled or not. */
    public AuditImage image(String id) {
        return kept.find(id)
                .orElseThrow(() -> !kept.isReady()
                        ? unavailable()
                        : new Refused(
                                Refused.Why.UNKNOWN,
                                "the audit has no image '" + id
                                        + "': it never did, or its label is known, or its wait is over"));
    }

    /**
     * Writes down what somebody says of an image.
     *
     * @param label the name of its class
     * @return the image
     */
    public AuditImage label(String who, String id, String label, Optional<String> note) {
        AuditImage image = image(id);
        requireOwn(image, who);
        List<String> classes = image.image().lineup().classes().names();
        if (!classes.contains(label)) {
            throw new Refused(Refused.Why.WRONG, "label is '" + label + "', expected one of " + classes);
        }
        note.ifPresent(Audit::checkNote);
        hold(who, id);
        write(image, Optional.of(label), who, note);
        claims.labelled(who, id);
        log.accept("label", Map.of("image", id, "label", label));
        return image;
    }

    /** Somebody cannot tell. Others may be asked. */
    public AuditImage skip(String who, String id, String why) {
        AuditImage image = image(id);
        requireOwn(image, who);
        checkNote(why);
        boolean labelled = claims.isLabelled(id);
        hold(who, id);
        if (image.label().isPresent() || labelled) {
            write(image, Optional.empty(), who, Optional.empty()); // the label that was given before was wrong
        }
        claims.skip(who, id);
        log.accept("skip", Map.of("image", id, "why", why));
        return image;
    }

    /**
     * Takes back the label that somebody gave.
     *
     * @param others whether this one may take back labels of others
     */
    public AuditImage withdraw(String who, String id, boolean others) {
        AuditImage image = image(id);
        boolean withOther = others && claims.other(who, id).isPresent();
        if (!others) {
            requireOwn(image, who);
        }
        if (!withOther) {
            hold(who, id); // who takes a label back sees the image again
        }
        write(image, Optional.empty(), who, Optional.empty());
        if (withOther) {
            claims.release(who, id);
        }
        log.accept("withdraw label", Map.of("image", id));
        return image;
    }

    private static void requireOwn(AuditImage image, String who) {
        image.label().flatMap(ChosenLabel::by).filter(by -> !by.equals(who)).ifPresent(by -> {
            throw new Refused(
                    Refused.Why.TAKEN,
                    "the label of image '" + image.id() + "' was given by " + by + ", not by " + who);
        });
    }

    /** The images that somebody has labelled, as far as they are kept; the last to come first. */
    public List<AuditImage> labelledBy(String who) {
        return kept.all().orElseThrow(Audit::unavailable).stream()
                .filter(image -> image.label()
                        .flatMap(ChosenLabel::by)
                        .filter(who::equals)
                        .isPresent())
                .sorted(Comparator.comparingLong(AuditImage::arrivedMs)
                        .reversed()
                        .thenComparing(AuditImage::id))
                .toList();
    }

    private void hold(String who, String id) {
        claims.hold(who, id).ifPresent(holder -> {
            throw new Refused(Refused.Why.TAKEN, "image '" + id + "' is with " + holder + " now");
        });
    }

    private void write(AuditImage image, Optional<String> label, String who, Optional<String> note) {
        try {
            labels.write(image, label, who, note);
        } catch (Failure e) {
            throw new Refused(Refused.Why.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static void checkNote(String text) {
        if (text.length() > LONGEST_NOTE) {
            throw new Refused(
                    Refused.Why.WRONG,
                    "the note has " + text.length() + " characters, expected at most " + LONGEST_NOTE);
        }
    }

    private static Refused unavailable() {
        return new Refused(
                Refused.Why.UNAVAILABLE,
                "the images to label cannot be read: the view is not ready yet, or penumbra.labels.wait is 0s");
    }
}
