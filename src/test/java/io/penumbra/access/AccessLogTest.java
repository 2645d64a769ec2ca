package io.penumbra.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    @Test
    void aLineSaysWhoDidWhatWhenAndFromWhere() {
        assertThat(AccessLog.json(Instant.EPOCH, "ada", "10.0.0.7", "look", Map.of("image", "penumbra.images/0/5")))
                .isEqualTo("{\"time\":\"1970-01-01T00:00:00Z\",\"who\":\"ada\",\"address\":\"10.0.0.7\","
                        + "\"action\":\"look\",\"image\":\"penumbra.images/0/5\"}");
    }

    @Test
    void anIdCanNeitherForgeALineNorTurnTheText() {
        assertThat(AccessLog.json(Instant.EPOCH, "a\"\n{", "::1", "look", Map.of("image", "\u202egpj")))
                .doesNotContain("\n", "\u202e")
                .contains("a\\\"\\n{", "\\u202Egpj");
    }
}
