package io.penumbra.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.service.PenumbraConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    private static final int WORDS = 25;

    private static Stream<Setting> settings() throws IOException {
        return ConfigurationSource.read().stream().map(Setting.Group::settings).flatMap(List::stream);
    }

    @Test
    void pageIsWhatTheGeneratorMakes() throws IOException {
        assertThat(ConfigurationPage.FILE)
                .as("./mvnw -q test-compile exec:java@configuration writes it")
                .content()
                .isEqualTo(ConfigurationPage.text());
    }

    @Test
    void namesAndDefaultsAreThoseThatTheServiceReads() throws IOException {
        var read = new TreeMap<String, String>();
        ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(PenumbraConfig.class))
                .forEach((name, property) -> {
                    if (!name.contains("[")) {
                        read.put(name, property.hasDefaultValue() ? property.getDefaultValue() : "");
                    }
                });
        var written = new TreeMap<String, String>();
        settings().forEach(setting -> written.put(setting.name().replace("\"NAME\"", "*"), setting.defaultValue()));
        assertThat(written).isEqualTo(read);
    }

    @Test
    void environmentVariablesAreRead() throws IOException {
        assertThat(settings().filter(setting -> !setting.name().contains("NAME")))
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(new SmallRyeConfigBuilder()
                                .withSources(new EnvConfigSource(Map.of(setting.variable(), "given"), 300))
                                .build()
                                .getConfigValue(setting.name())
                                .getValue())
                        .isEqualTo("given"));
    }

    @Test
    void environmentVariablesSpellCandidatesAndIndexes() {
        var verdict = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(
                        Map.of(
                                "PENUMBRA_VERDICT_CANDIDATES__INT8__MARGIN", "0.02",
                                "PENUMBRA_VERDICT_MARGINS__FALSE_NEGATIVE_RATE__", "0.1",
                                "PENUMBRA_VERDICT_EXEMPTED_0_", "age=old,sex=male"),
                        300))
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(PenumbraConfig.class)
                .build()
                .getConfigMapping(PenumbraConfig.class)
                .verdict();
        assertThat(verdict.candidates().get("int8").margin()).hasValue(0.02);
        assertThat(verdict.margins()).containsExactly(Map.entry("false.negative.rate", 0.1));
        assertThat(verdict.exempted()).contains(List.of("age=old,sex=male"));
    }

    @Test
    void sentencesAreShort() throws IOException {
        assertThat(settings().flatMap(setting -> Pattern.compile("\\.(?: |$)").splitAsStream(setting.about())))
                .allSatisfy(sentence -> assertThat(sentence.split(" ")).hasSizeLessThanOrEqualTo(WORDS));
    }
}
