package io.penumbra.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What Prometheus scrapes: the metrics of the view, which are many, written here, and those of a registry by Prometheus' own client. */
public final class Exposition {
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final PrometheusRegistry registry;
    private final ViewMetrics view;

    public Exposition(PrometheusRegistry registry, ViewMetrics view) {
        this.registry = registry;
        this.view = view;
    }

    /**
     * Writes everything as it is now.
     *
     * @param accept the formats that the reader takes, as in HTTP: it gets OpenMetrics if that is among them, else Prometheus' text, as every
     *     Prometheus takes it
     * @return the page's content type
     */
    public String writeTo(PageText page, @Nullable String accept) {
        ExpositionFormatWriter openMetrics = formats.getOpenMetricsTextFormatWriter();
        ExpositionFormatWriter writer =
                openMetrics.accepts(accept) ? openMetrics : formats.getPrometheusTextFormatWriter();
        view.writeTo(page); // first, since OpenMetrics' last line is the writer's
        try {
            writer.write(page, registry.scrape());
        } catch (IOException e) {
            throw new IllegalStateException("a page in memory cannot be written", e);
        }
        return writer.getContentType();
    }
}
