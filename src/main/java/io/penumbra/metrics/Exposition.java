package io.penumbra.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The page that Prometheus scrapes. The metrics of the view are many, so our own code writes them. Prometheus' client
 * writes those of the registry.
 */
public final class Exposition {
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final PrometheusRegistry registry;
    private final ViewMetrics view;

    public Exposition(PrometheusRegistry registry, ViewMetrics view) {
        this.registry = registry;
        this.view = view;
    }

    /**
     * Writes all metrics as they are now.
     *
     * @param accept the request's {@code Accept} header. OpenMetrics is written if it is accepted, else Prometheus'
     *     text format, which every Prometheus takes
     * @return the page's content type
     */
    public String writeTo(PageText page, @Nullable String accept) {
        ExpositionFormatWriter writer = writer(accept);
        view.writeTo(page); // first, because the writer ends the page with OpenMetrics' last line
        try {
            writer.write(page, registry.scrape());
        } catch (IOException e) {
            throw new IllegalStateException("cannot write a page in memory", e);
        }
        return writer.getContentType();
    }

    /** The content type of the page for a request's {@code Accept} header. */
    public String type(@Nullable String accept) {
        return writer(accept).getContentType();
    }

    private ExpositionFormatWriter writer(@Nullable String accept) {
        ExpositionFormatWriter openMetrics = formats.getOpenMetricsTextFormatWriter();
        return openMetrics.accepts(accept) ? openMetrics : formats.getPrometheusTextFormatWriter();
    }
}
