package io.penumbra.process;

import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Kafka's refusal to take a client for a user. Asking again does not help; another password or certificate does. */
public final class Refusal {
    private Refusal() {}

    /** What refuses and which settings mend it, in one sentence. Empty if the failure is another one. */
    public static Optional<String> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException refused) {
                return Optional.of(sentence(refused));
            }
        }
        return Optional.empty();
    }

    private static String sentence(AuthenticationException refused) {
        String settings = "kafka.security.protocol";
        String what = "Kafka refuses the connection";
        if (refused instanceof SaslAuthenticationException) {
            what = "Kafka refuses the user";
            settings = "kafka.sasl.jaas.config and kafka.sasl.mechanism";
        } else if (refused instanceof SslAuthenticationException) {
            what = "there is no TLS connection to Kafka";
            settings = "kafka.ssl.truststore.*, kafka.ssl.keystore.* and the name in the broker's certificate";
        }
        return what + "; check " + settings + ": " + Failure.reason(refused);
    }
}
