package io.penumbra.report;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills the HTML templates of the report. Values are escaped. The report runs without Quarkus, so it has its own
 * engine. The build checks the templates against the types that they declare.
 */
final class Templates {
    private static final Engine ENGINE = Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .addLocator(Templates::locate)
            .build();

    private Templates() {}

    /**
     * @param name the name of the file, for example {@code page.html}
     * @param values the values by the names that the template declares
     */
    static String render(String name, Map<String, ?> values) {
        var template = ENGINE.getTemplate("report/" + name);
        if (template == null) {
            throw new IllegalArgumentException("no template has the name " + name);
        }
        var filled = template.instance();
        values.forEach(filled::data);
        return filled.render();
    }

    private static Optional<TemplateLocation> locate(String id) {
        return Optional.ofNullable(Templates.class.getResource("/templates/" + id))
                .map(Found::new);
    }

    private record Found(URL resource) implements TemplateLocation {
        @Override
        public Reader read() {
            try {
                return new InputStreamReader(resource.openStream(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read template " + resource, e);
            }
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
        }
    }
}
