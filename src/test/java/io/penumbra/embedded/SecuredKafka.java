package io.penumbra.embedded;

import io.penumbra.service.PenumbraProcess;
import java.util.HashMap;
import java.util.Map;

/**
 * A broker that lets nobody do what no ACL grants. It listens three times: for the super user, who is anybody at the plain listener;
 * for users with a certificate; and for users with a SCRAM password over TLS.
 */
public final class SecuredKafka implements AutoCloseable {
    private static final String ADDRESS = EmbeddedBroker.HOST + ":";

    private final TestKafka superUser;
    private final String mutualTls = ADDRESS + PenumbraProcess.freePort();
    private final String scram = ADDRESS + PenumbraProcess.freePort();

    /** @param certificates have a server of the name {@code broker} */
    public SecuredKafka(Certificates certificates) {
        int plain = PenumbraProcess.freePort();
        int controller = PenumbraProcess.freePort();
        var more = new HashMap<String, String>();
        String listeners = "PLAINTEXT://%s%d,TLS://%s,SCRAM://%s".formatted(ADDRESS, plain, mutualTls, scram);
        more.put("listeners", listeners + ",CONTROLLER://" + ADDRESS + controller);
        more.put("advertised.listeners", listeners);
        more.put("inter.broker.listener.name", "PLAINTEXT");
        more.put("controller.quorum.voters", "1@" + ADDRESS + controller);
        more.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,TLS:SSL,SCRAM:SASL_SSL");
        for (String listener : new String[] {"tls", "scram"}) {
            String prefix = "listener.name." + listener + ".";
            more.put(prefix + "ssl.keystore.type", "PEM");
            more.put(prefix + "ssl.keystore.certificate.chain", certificates.text("broker.crt"));
            more.put(prefix + "ssl.keystore.key", certificates.text("broker.key"));
            more.put(prefix + "ssl.truststore.type", "PEM");
            more.put(
                    prefix + "ssl.truststore.location",
                    certificates.file("ca.crt").toString());
        }
        more.put("listener.name.tls.ssl.client.auth", "required");
        more.put("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        more.put(
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        more.put("authorizer.class.name", WatchedAuthorizer.class.getName());
        more.put("super.users", "User:ANONYMOUS");
        // more than there are: what would be created so is not
        more.put("default.replication.factor", "2");
        superUser = new TestKafka(plain, more);
    }

    public TestKafka superUser() {
        return superUser;
    }

    /** The settings of a client with the certificate of a user, in a folder with the files that Strimzi gives. */
    public Map<String, String> mutualTls() {
        return Map.of("bootstrap.servers", mutualTls, "security.protocol", "SSL");
    }

    /** The settings of a client with a name and password, which are left to {@code sasl.jaas.config}. */
    public Map<String, String> scram() {
        return Map.of("bootstrap.servers", scram, "security.protocol", "SASL_SSL", "sasl.mechanism", "SCRAM-SHA-512");
    }

    @Override
    public void close() {
        superUser.close();
    }
}
