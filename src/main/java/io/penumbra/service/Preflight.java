package io.penumbra.service;

import io.penumbra.image.ImageRecords;
import io.penumbra.image.RecordFormat;
import io.penumbra.model.ModelLoadException;
import io.penumbra.process.Failure;
import io.penumbra.process.Folders;
import io.penumbra.process.Ports;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks what can be checked before anything starts. What is wrong is told in one sentence. */
public final class Preflight {
    private static final List<String> SWITCHES =
            List.of("penumbra.topics.create", "penumbra.scoring.enabled", "penumbra.scoring.unverified");
    private static final List<String> PORTS = List.of("quarkus.http", "quarkus.management");

    private static final Pattern CONVERSION = Pattern.compile(
            ".*The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst being converted (.*)",
            Pattern.DOTALL);
    private static final Pattern UNKNOWN = Pattern.compile(".*SRCFG00050: (\\S+) .*", Pattern.DOTALL);
    private static final Pattern ONE_OF = Pattern.compile(".*allowed values: (.*)", Pattern.DOTALL);

    private Preflight() {}

    /**
     * Checks the settings, the ports, the state folder, and the attributes of subgroups.
     *
     * @throws Failure if something is wrong
     */
    public static void ofServe() {
        PenumbraConfig config = check();
        if (config.scoring().enabled() && config.models().isEmpty()) {
            throw new Failure("penumbra.models is not set; set it to the path of models.yaml");
        }
        try {
            SubgroupSettings.of(config, config.models());
        } catch (ModelLoadException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    /** The same for the demo, which has its models with it and sends its own images. */
    public static void ofDemo() {
        checkDemo(check().images());
    }

    static void checkDemo(PenumbraConfig.Images images) {
        if (images.format() != RecordFormat.CLOUDEVENTS || !images.type().equals(ImageRecords.TYPE)) {
            throw new Failure("penumbra.images is set to another format or type, expected no setting: the demo sends "
                    + "CloudEvents of the type " + ImageRecords.TYPE);
        }
    }

    private static PenumbraConfig check() {
        try {
            SmallRyeConfig all = ConfigUtils.configBuilder()
                    .withMapping(PenumbraConfig.class)
                    .build();
            SWITCHES.forEach(name -> checkSwitch(name, all.getOptionalValue(name, String.class)));
            PenumbraConfig config = all.getConfigMapping(PenumbraConfig.class);
            Settings.check(config);
            checkAccess(config, all);
            checkPorts(all);
            config.tally().stateDir().ifPresent(folder -> Folders.requireWritable("penumbra.tally.state-dir", folder));
            return config;
        } catch (ConfigValidationException e) {
            throw new Failure(sentence(String.valueOf(e.getProblem(0).getMessage())), e);
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    /** The framework tries to reach a provider of OpenID Connect even if none is set, so it is told. */
    private static void checkAccess(PenumbraConfig config, SmallRyeConfig all) {
        boolean oidc = all.getOptionalValue(Wiring.OIDC_PROVIDER, String.class).isPresent();
        Settings.access(config, oidc);
        System.setProperty("quarkus.oidc.tenant-enabled", Boolean.toString(oidc));
    }

    private static void checkSwitch(String name, Optional<String> value) {
        if (value.isPresent() && !value.get().matches("(?i)true|false")) {
            throw new IllegalArgumentException(name + " is '" + value.get() + "', expected true or false");
        }
    }

    private static void checkPorts(SmallRyeConfig config) {
        String first = "";
        for (int i = 0; i < PORTS.size(); i++) {
            String name = PORTS.get(i) + ".port";
            String text = config.getOptionalValue(name, String.class).orElse("0");
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > Ports.LAST) {
                throw new IllegalArgumentException(name + " is '" + text + "', expected 0 to " + Ports.LAST);
            }
            if (text.equals(first) && !text.equals("0")) {
                throw new IllegalArgumentException(
                        name + " is " + text + ", expected another one than " + PORTS.get(0) + ".port");
            }
            first = i == 0 ? text : first;
            String host = config.getOptionalValue(PORTS.get(i) + ".host", String.class)
                    .orElse("0.0.0.0");
            Ports.requireFree(name, host, Integer.parseInt(text));
        }
    }

    /** What SmallRye says of a value that cannot be read, as one sentence. */
    static String sentence(String problem) {
        Matcher unknown = UNKNOWN.matcher(problem);
        if (unknown.matches()) {
            return "there is no setting " + unknown.group(1) + "; docs/configuration.md lists all";
        }
        Matcher conversion = CONVERSION.matcher(problem);
        return conversion.matches()
                ? conversion.group(1) + " is '" + conversion.group(2) + "', expected " + expected(conversion.group(3))
                : problem.replaceAll("SRCFG\\d+: ", "");
    }

    private static String expected(String why) {
        Matcher oneOf = ONE_OF.matcher(why);
        if (oneOf.matches()) {
            return "one of "
                    + Arrays.stream(oneOf.group(1).split(","))
                            .map(value -> value.strip().replace('-', '_'))
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (why.contains("Expected an integer value") || why.contains("Expected a long value")) {
            return "a whole number";
        }
        if (why.contains("Expected a double value") || why.contains("Expected a float value")) {
            return "a number such as 0.05";
        }
        return why.contains("duration")
                ? "a duration such as 500ms, 30s, 5m, 24h or 7d"
                : why.replaceAll("SRCFG\\d+: ", "");
    }
}
