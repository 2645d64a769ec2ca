package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.penumbra.wire.Label;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownImageWireTest {
    private static final String JSON = "{\"label\": \"blond\", \"subgroups\": {\"sex\": \"male\"}, \"by\": 7}";
    private static final Label LABEL = new Label("blond", Map.of("sex", "male"));

    private static void assertEarly(KnownImage image) {
        assertThat(image.early()).singleElement().satisfies(early -> {
            assertThat(early.arrivedMs()).isEqualTo(5);
            assertThat(early.offset()).isEqualTo(6);
            assertThat(early.label()).isEqualTo(LABEL);
            assertThat(early.value()).asString(UTF_8).isEqualTo(JSON);
        });
    }

    @Test
    void anEarlyLabelIsStoredAsWhatItSaysAndAsItCame() {
        var early = new EarlyLabel(5, 6, LABEL, JSON.getBytes(UTF_8));

        assertEarly(KnownImageWire.image(KnownImageWire.bytes(new KnownImage(List.of(), null, null, List.of(early)))));
    }

    private static byte[] ofAnEarlierRelease(String value) {
        return io.penumbra.wire.v1.KnownImage.newBuilder()
                .addEarly(io.penumbra.wire.v1.EarlyLabel.newBuilder()
                        .setArrivedMs(5)
                        .setOffset(6)
                        .setValue(ByteString.copyFromUtf8(value)))
                .build()
                .toByteArray();
    }

    @Test
    void anEarlyLabelThatAnEarlierReleaseStoredIsRead() {
        assertEarly(KnownImageWire.image(ofAnEarlierRelease(JSON)));
    }

    @Test
    void anEarlyLabelThatIsRefusedTodayIsForgotten() {
        for (String refused : List.of("7", "{}", "{\"label\": \"blond\", \"subgroups\": {\"sex\": \"\u202emale\"}}")) {
            assertThat(KnownImageWire.image(ofAnEarlierRelease(refused)).early())
                    .as(refused)
                    .isEmpty();
        }
    }
}
