package io.penumbra.service;

import io.penumbra.access.Access;
import io.penumbra.access.Hosts;
import io.penumbra.audit.Picks;
import io.penumbra.counts.Accepted;
import io.penumbra.counts.Durations;
import io.penumbra.counts.Subgroup;
import io.penumbra.drift.DriftSettings;
import io.penumbra.event.Signature;
import io.penumbra.event.WebhookSettings;
import io.penumbra.image.Background;
import io.penumbra.image.CloudEvents;
import io.penumbra.image.ImageFormat;
import io.penumbra.image.RawFields;
import io.penumbra.image.RawImages;
import io.penumbra.tally.TallySettings;
import io.penumbra.verdict.Basis;
import io.penumbra.verdict.Exemption;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.VerdictSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the settings of gate and drift. Checks values that their types do not check. */
final class Settings {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final String VERDICT = "penumbra.verdict";
    private static final String ANY = "any";
    /** Less than Kafka waits for a consumer that does not poll, which is 5 min. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(4);

    private Settings() {}

    /** @throws IllegalArgumentException if {@code penumbra.hosts} has what is no name */
    static Hosts hosts(PenumbraConfig config) {
        return new Hosts(config.hosts().orElse(List.of()));
    }

    /**
     * How people and machines sign in.
     *
     * @param oidc whether {@code quarkus.oidc.auth-server-url} is set
     * @throws IllegalArgumentException if nobody can sign in, or a setting is wrong
     */
    static Access access(PenumbraConfig config, boolean oidc) {
        PenumbraConfig.Access access = config.accessOf();
        return new Access(
                config.access().isPresent(),
                access.users(),
                oidc,
                new Access.TokenSetting("penumbra.access.gate-token", access.gateToken(), access.gateTokenFile()),
                new Access.TokenSetting(
                        "penumbra.access.metrics-token", access.metricsToken(), access.metricsTokenFile()),
                new Access.TokenSetting("penumbra.access.session-key", access.sessionKey(), access.sessionKeyFile()),
                access.session());
    }

    /** @throws IllegalArgumentException if a setting is wrong; the message is one sentence that names it */
    static void check(PenumbraConfig config) {
        Ranges.check(config);
        webhook(config.verdict().webhook());
        picks(config.audit());
        gate(config.verdict(), config.audit().references(), Collections::emptySortedSet);
        drift(config.drift(), config.tally().retained());
        checkExemplars(config.exemplars().most(), config.exemplars().percentiles());
        background(config.scoring().background());
        format(config.images());
        accepted(config);
        hosts(config);
        url(config);
        checkTimeout("penumbra.scoring.timeout", config.scoring().timeout(), LONGEST_TIMEOUT);
        checkWait(config.labels().longestWait(), config.topics().talliesRetention());
    }

    /**
     * The gate that {@code penumbra.verdict} configures.
     *
     * @param configured the subgroups that it asks of
     * @throws IllegalArgumentException if a setting is wrong; the message names it
     */
    static Gate gate(PenumbraConfig.Verdict verdict, double references, Supplier<SortedSet<Subgroup>> configured) {
        Map<GuardedMetric, Double> margins = margins(VERDICT, verdict.margin(), verdict.margins(), Map.of());
        VerdictSettings all = settings(
                VERDICT,
                verdict.metrics(),
                margins,
                verdict.level(),
                verdict.minimum(),
                verdict.exempted(),
                verdict.evidence(),
                references);
        var exceptions = new HashMap<String, VerdictSettings>();
        verdict.candidates().forEach((name, own) -> {
            String prefix = VERDICT + ".candidates.\"" + name + '"';
            exceptions.put(
                    name,
                    settings(
                            prefix,
                            own.metrics().orElse(verdict.metrics()),
                            margins(prefix, own.margin(), own.margins(), margins),
                            own.level().orElse(verdict.level()),
                            own.minimum().orElse(verdict.minimum()),
                            own.exempted().or(verdict::exempted),
                            verdict.evidence(),
                            references));
        });
        return new Gate(all, exceptions, configured);
    }

    /** The margin of each metric: by its name, or else the one for all, or else the inherited or default one. */
    private static Map<GuardedMetric, Double> margins(
            String prefix, OptionalDouble one, Map<String, Double> named, Map<GuardedMetric, Double> inherited) {
        var margins = new EnumMap<GuardedMetric, Double>(GuardedMetric.class);
        for (GuardedMetric metric : GuardedMetric.values()) {
            margins.put(metric, one.orElse(inherited.getOrDefault(metric, metric.defaultMargin())));
        }
        named.forEach((name, margin) -> margins.put(metric(prefix + ".margins", name), margin));
        return margins;
    }

    /** The metric of a key. A variable's name has dots or hyphens instead of underscores. */
    private static GuardedMetric metric(String setting, String name) {
        return GuardedMetric.named(name.replace('.', '_').replace('-', '_'))
                .orElseThrow(() -> new IllegalArgumentException(
                        setting + " names '" + name + "', expected one of " + GuardedMetric.texts()));
    }

    private static VerdictSettings settings(
            String prefix,
            List<GuardedMetric> metrics,
            Map<GuardedMetric, Double> margins,
            double level,
            long minimum,
            Optional<List<String>> exempted,
            Basis evidence,
            double references) {
        try {
            Set<Exemption> questions =
                    exempted.orElse(List.of()).stream().map(Exemption::named).collect(Collectors.toSet());
            var guarded = new EnumMap<GuardedMetric, Double>(margins);
            guarded.keySet().retainAll(metrics);
            return new VerdictSettings(guarded, level, minimum, questions, evidence, references);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(prefix + ": " + e.getMessage(), e);
        }
    }

    /**
     * Where {@code penumbra.verdict.webhook} has events posted; empty if nowhere.
     *
     * @throws IllegalArgumentException if a setting is wrong; the message names it and does not give the secret away
     */
    static Optional<WebhookSettings> webhook(PenumbraConfig.Webhook webhook) {
        String prefix = VERDICT + ".webhook";
        checkTimeout(prefix + ".timeout", webhook.timeout(), WebhookSettings.LONGEST_TIMEOUT);
        if (webhook.url().isEmpty()) {
            if (webhook.secret().isPresent()) {
                throw new IllegalArgumentException(prefix + ".secret is set, expected " + prefix + ".url beside it");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(new WebhookSettings(
                    webhook.url().get(), webhook.timeout(), webhook.secret().map(Signature::of)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(prefix + ": " + e.getMessage(), e);
        }
    }

    /**
     * The address of the console.
     *
     * @throws IllegalArgumentException if it is none; the message names the setting
     */
    static Optional<URI> url(PenumbraConfig config) {
        config.url().ifPresent(url -> {
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (!web || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
                throw new IllegalArgumentException("penumbra.url is '" + url
                        + "', expected http://HOST or https://HOST, with a port and a path if need be");
            }
            if (url.getRawUserInfo() != null) {
                throw new IllegalArgumentException("penumbra.url names a user, expected none: events would tell it");
            }
        });
        return config.url();
    }

    /** Warns of settings for unknown candidates, whose names may be misspelt. */
    static void warnOfUnknownCandidates(PenumbraConfig.Verdict verdict, Collection<String> candidates) {
        for (String name : verdict.candidates().keySet()) {
            if (!candidates.contains(name)) {
                LOG.warn(
                        "{}.candidates.\"{}\" names an unknown candidate; the candidates of this instance are {}",
                        VERDICT,
                        name,
                        candidates);
            }
        }
    }

    /**
     * The colour that {@code penumbra.scoring.background} names.
     *
     * @throws IllegalArgumentException if it is none; the message names the setting
     */
    static Optional<Background> background(Optional<String> colour) {
        try {
            return colour.map(Background::of);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("penumbra.scoring.background: " + e.getMessage(), e);
        }
    }

    /**
     * How images stand in their records, as {@code penumbra.images} says.
     *
     * @throws IllegalArgumentException if a setting is wrong; the message names it
     */
    static ImageFormat format(PenumbraConfig.Images images) {
        PenumbraConfig.Raw raw = images.raw();
        try {
            return switch (images.format()) {
                case CLOUDEVENTS -> new CloudEvents(images.type());
                case RAW -> new RawImages(new RawFields(raw.id(), raw.time(), raw.label(), raw.subgroups()));
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("penumbra.images.raw: " + e.getMessage(), e);
        }
    }

    /**
     * The drift settings that {@code penumbra.drift} configures.
     *
     * @param retained how long panes are kept; longer than the reference period
     * @throws IllegalArgumentException if a setting is wrong; the message names it
     */
    static DriftSettings drift(PenumbraConfig.Drift drift, Duration retained) {
        if (drift.referencePeriod().compareTo(retained) >= 0) {
            throw new IllegalArgumentException(
                    "penumbra.drift.reference-period is " + Durations.text(drift.referencePeriod())
                            + ", expected less than penumbra.tally.retained, " + Durations.text(retained)
                            + ", because it is measured from kept panes");
        }
        try {
            return new DriftSettings(
                    drift.referencePeriod(), drift.tolerance(), drift.shareTolerance(), drift.meanTimeToFalseAlarm());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("penumbra.drift: " + e.getMessage(), e);
        }
    }

    /**
     * The images that {@code penumbra.audit} counts.
     *
     * @throws IllegalArgumentException if a setting is wrong; the message names it
     */
    static Picks picks(PenumbraConfig.Audit audit) {
        try {
            return new Picks(audit.share(), audit.references(), audit.most());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("penumbra.audit: " + e.getMessage(), e);
        }
    }

    static void checkExemplars(int most, List<Double> percentiles) {
        if (most < 1 || most > TallySettings.MOST_EXEMPLARS) {
            throw new IllegalArgumentException(
                    "penumbra.exemplars.most is " + most + ", expected 1 to " + TallySettings.MOST_EXEMPLARS);
        }
        for (double percentile : percentiles) {
            if (!(percentile > 0 && percentile < 100)) {
                throw new IllegalArgumentException(
                        "penumbra.exemplars.percentiles has " + percentile + ", expected above 0 and below 100");
            }
        }
        if (new HashSet<>(percentiles).size() < percentiles.size()) {
            throw new IllegalArgumentException("penumbra.exemplars.percentiles has duplicates: " + percentiles);
        }
    }

    /**
     * The versions that may be current on an instance that does not score. Empty on one that does: those are its own.
     *
     * @throws IllegalArgumentException if {@code penumbra.scores.accept} is missing, or set where it is not used
     */
    static Optional<Accepted> accepted(PenumbraConfig config) {
        Optional<List<String>> accept = config.scores().accept();
        if (config.scoring().enabled()) {
            if (accept.isPresent()) {
                throw new IllegalArgumentException(
                        "penumbra.scores.accept is set, expected no value on an instance that "
                                + "scores: it accepts the versions of its own models");
            }
            return Optional.empty();
        }
        List<String> digests = accept.filter(list -> !list.isEmpty())
                .orElseThrow(
                        () -> new IllegalArgumentException("penumbra.scores.accept is not set, expected the digests"
                                + " of the model versions whose scores may be current, or any"));
        if (digests.contains(ANY) && digests.size() > 1) {
            throw new IllegalArgumentException(
                    "penumbra.scores.accept is " + digests + ", expected digests or any, not both");
        }
        return Optional.of(digests.contains(ANY) ? Accepted.ANY : Accepted.digests(digests));
    }

    private static void checkTimeout(String setting, Duration timeout, Duration longest) {
        if (timeout.toMillis() < 1 || timeout.compareTo(longest) > 0) {
            throw new IllegalArgumentException(setting + " is " + Durations.text(timeout)
                    + ", expected more than 0s and at most " + Durations.text(longest));
        }
    }

    private static void checkWait(Duration wait, Duration remembered) {
        if (wait.isNegative() || wait.compareTo(remembered) > 0) {
            throw new IllegalArgumentException("penumbra.labels.wait is " + Durations.text(wait) + ", expected 0s to "
                    + Durations.text(remembered) + ", how long tallies are kept (penumbra.topics.tallies-retention)");
        }
    }
}
