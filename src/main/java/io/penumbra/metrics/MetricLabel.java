package io.penumbra.metrics;

import java.nio.charset.StandardCharsets;

/** A metric label as it stands on a page. It is made once and serves every point that has it. */
final class MetricLabel {
    private final String name;
    private final byte[] text;

    private MetricLabel(String name, byte[] text) {
        this.name = name;
        this.text = text;
    }

    static MetricLabel of(String name, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return new MetricLabel(name, (name + "=\"" + escaped + '"').getBytes(StandardCharsets.UTF_8));
    }

    String name() {
        return name;
    }

    /** {@code name="value"} in UTF-8. Callers must not change it. */
    byte[] text() {
        return text;
    }

    @Override
    public String toString() {
        return new String(text, StandardCharsets.UTF_8);
    }
}
