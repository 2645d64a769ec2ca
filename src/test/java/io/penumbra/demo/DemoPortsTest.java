package io.penumbra.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A port that is taken is replaced, unless somebody asked for it. */
class DemoPortsTest {
    private static final String PORT = "quarkus.http.port";

    private static SmallRyeConfig config(int port, int ordinal) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of(PORT, Integer.toString(port), "quarkus.http.host", "127.0.0.1"), "test", ordinal))
                .build();
    }

    @AfterEach
    void clear() {
        System.clearProperty(PORT);
    }

    @Test
    void usualPortThatIsTakenIsReplacedAndSaid() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(DemoPorts.replaceTaken(config(taken.getLocalPort(), 250)))
                    .singleElement()
                    .asString()
                    .startsWith("port " + taken.getLocalPort() + " is taken; ")
                    .contains(System.getProperty(PORT), PORT);
            assertThat(System.getProperty(PORT)).isNotEqualTo(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void portThatSomebodyAskedForIsLeft() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(DemoPorts.replaceTaken(config(taken.getLocalPort(), 400)))
                    .isEmpty();
            assertThat(System.getProperty(PORT)).isNull();
        }
    }

    @Test
    void freePortIsLeft() throws IOException {
        int free;
        try (var once = new ServerSocket(0)) {
            free = once.getLocalPort();
        }
        assertThat(DemoPorts.replaceTaken(config(free, 250))).isEmpty();
    }
}
