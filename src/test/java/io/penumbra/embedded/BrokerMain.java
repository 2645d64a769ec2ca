package io.penumbra.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** A broker in a JVM of its own, whose data outlive it. It listens at two ports; who asks at the second one is sent on to a proxy. */
public final class BrokerMain {
    private BrokerMain() {}

    /** @param args the folder of its data, its port, its second port, the port of the proxy, and the controller's port */
    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[0]);
        var config = EmbeddedBroker.config(data, Integer.parseInt(args[1]), Integer.parseInt(args[4]));
        config.merge("listeners", "PROXIED://127.0.0.1:" + args[2], (all, more) -> all + "," + more);
        config.merge("advertised.listeners", "PROXIED://127.0.0.1:" + args[3], (all, more) -> all + "," + more);
        config.merge("listener.security.protocol.map", "PROXIED:PLAINTEXT", (all, more) -> all + "," + more);
        config.put("inter.broker.listener.name", "PLAINTEXT");
        if (!Files.exists(data.resolve("meta.properties"))) {
            EmbeddedBroker.format(config, data);
        }
        var server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
        server.startup();
        server.awaitShutdown();
    }
}
