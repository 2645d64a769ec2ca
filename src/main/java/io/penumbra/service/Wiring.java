package io.penumbra.service;

import io.penumbra.counts.View;
import io.penumbra.drift.KeptReferences;
import io.penumbra.drift.StreamDrift;
import io.penumbra.exemplar.ImageLog;
import io.penumbra.image.Preview;
import io.penumbra.lag.ViewLag;
import io.penumbra.metrics.ProcessMetrics;
import io.penumbra.model.OpenModels;
import io.penumbra.tally.TallyStreams;
import io.penumbra.verdict.Gate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Makes the beans that answer REST and metrics. They exist from the beginning and answer once the service has opened
 * them.
 */
final class Wiring {
    private static final Duration IMAGE_PATIENCE = Duration.ofSeconds(5);

    private Wiring() {}

    @Produces
    @Singleton
    static OpenModels models() {
        return new OpenModels();
    }

    @Produces
    @Singleton
    static TallyStreams tally(ProcessMetrics metrics) {
        return new TallyStreams(metrics, System::currentTimeMillis);
    }

    @Produces
    @Singleton
    static ViewLag viewLag() {
        return new ViewLag();
    }

    @Produces
    @Singleton
    static ImageLog images(PenumbraConfig config) {
        return new ImageLog(config.topics().images(), IMAGE_PATIENCE);
    }

    /** Made when it is first asked, after the service has checked the settings. The build removes {@code final} for that. */
    @Produces
    @ApplicationScoped
    static Preview preview(PenumbraConfig config) {
        PenumbraConfig.Scoring limits = config.scoring();
        return new Preview(limits.maxBytes(), limits.maxPixels(), Settings.background(limits.background()));
    }

    @Produces
    @Singleton
    static KeptReferences references(PenumbraConfig config, TallyStreams tally, ProcessMetrics metrics) {
        return new KeptReferences(config.topics().references(), tally::references, metrics::unreadable);
    }

    /** Made when it is first asked, after the service has checked the settings. The build removes {@code final} for that. */
    @Produces
    @ApplicationScoped
    static StreamDrift drift(View view, KeptReferences references, PenumbraConfig config) {
        return new StreamDrift(
                view, references, Settings.drift(config.drift(), config.tally().retained()));
    }

    /** Made when it is first asked, after the service has checked the settings. The build removes {@code final} for that. */
    @Produces
    @ApplicationScoped
    static Gate gate(PenumbraConfig config) {
        return Settings.gate(config.verdict());
    }
}
