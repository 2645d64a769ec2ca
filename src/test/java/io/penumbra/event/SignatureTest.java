package io.penumbra.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    /** The published example of the libraries of Standard Webhooks. */
    @Test
    void signatureIsThatOfStandardWebhooks() {
        String signature = Signature.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));
        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "whsec_c2hvcnQ=",
                "whsec_not base64 at all, but long enough",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            })
    void otherSecretIsRefusedAndNotGivenAway(String secret) {
        assertThatThrownBy(() -> Signature.of(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the secret is not whsec_ and 24 to 64 bytes in base64");
    }
}
