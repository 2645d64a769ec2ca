package io.penumbra.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void wrongPasswordNamesTheSettingOfThePassword() {
        assertThat(Refusal.of(new ExecutionException(new SaslAuthenticationException("invalid credentials"))))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("kafka.sasl.jaas.config").endsWith(": invalid credentials"));
    }

    @Test
    void wrongCertificateNamesTheStoresAndTheInnermostCause() {
        var handshake = new SslAuthenticationException(
                "SSL handshake failed", new IllegalStateException("unable to find valid certification path"));
        assertThat(Refusal.of(handshake))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("kafka.ssl.truststore", "kafka.ssl.keystore")
                        .endsWith(": unable to find valid certification path"));
    }

    @Test
    void brokerThatIsAwayOrARightThatIsMissingIsNoRefusalOfTheUser() {
        assertThat(Refusal.of(new TimeoutException("no answer"))).isEmpty();
        assertThat(Refusal.of(new TopicAuthorizationException("penumbra.images")))
                .isEmpty();
    }
}
