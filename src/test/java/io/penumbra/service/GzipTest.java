package io.penumbra.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTest {
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, deflate, br", "br;q=1.0, GZIP;q=0.8", "gzip;q=1", "deflate,gzip ; q=0.05"})
    void askedFor(String header) {
        assertThat(Gzip.isAccepted(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "gzip;q=0", "gzip;q=0.0", "xgzip", "br"})
    void notAskedFor(String header) {
        assertThat(Gzip.isAccepted(header)).isFalse();
        assertThat(Gzip.isAccepted(null)).isFalse();
    }

    @Test
    void pageComesBackWholeAndFarSmaller() throws IOException {
        byte[] page = "penumbra_scored_images{subgroup=\"all\",window=\"5m\"} 1\n"
                .repeat(2000)
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.wrap(page);
        byte[] zipped = Gzip.bytes(buffer);
        assertThat(zipped.length).isLessThan(page.length / 10);
        assertThat(buffer.remaining()).as("left as it was").isEqualTo(page.length);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            assertThat(in.readAllBytes()).isEqualTo(page);
        }
    }
}
