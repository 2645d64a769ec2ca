package io.penumbra.embedded;

import io.penumbra.process.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** A running broker on the loopback address. Its data lie in a temporary folder, which is deleted on close. */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int NODE = 1;
    /** Where brokers listen. */
    public static final String HOST = "127.0.0.1";

    private final KafkaRaftServer server;
    private final Path data;
    private final String bootstrapServers;

    private EmbeddedBroker(KafkaRaftServer server, Path data, String bootstrapServers) {
        this.server = server;
        this.data = data;
        this.bootstrapServers = bootstrapServers;
    }

    /** Whether this build contains a broker. The container image does not. */
    public static boolean isHere() {
        return EmbeddedBroker.class.getClassLoader().getResource("kafka/server/KafkaRaftServer.class") != null;
    }

    /** @throws Failure if this build has no broker */
    public static void require(String command) {
        if (!isHere()) {
            throw new Failure(command
                    + " needs the embedded Kafka broker, which is not in this build (nor in the container image)."
                    + " Use the build of `./mvnw package`, or run `docker compose up`");
        }
    }

    /**
     * Starts a broker.
     *
     * @param port where it listens; a free one instead if it is 0 or taken
     * @throws IllegalStateException if the broker does not start
     */
    public static EmbeddedBroker start(int port) {
        return start(port, Map.of());
    }

    /** @param more settings of the broker beside those that it always has */
    static EmbeddedBroker start(int port, Map<String, String> more) {
        Path data = null;
        try {
            data = Files.createTempDirectory("penumbra-kafka-");
            int listener = free(port);
            var config = config(data, listener, free(0));
            config.putAll(more);
            format(config, data);
            var server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
            try {
                server.startup();
            } catch (Exception e) {
                server.shutdown();
                throw e;
            }
            return new EmbeddedBroker(server, data, HOST + ":" + listener);
        } catch (Exception e) {
            delete(data);
            throw new IllegalStateException("the embedded broker does not start: " + e.getMessage(), e);
        }
    }

    static Map<String, String> config(Path data, int listener, int controller) {
        var config = new HashMap<String, String>();
        config.put("process.roles", "broker,controller");
        config.put("node.id", Integer.toString(NODE));
        config.put("listeners", "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(HOST, listener, HOST, controller));
        config.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(HOST, listener));
        config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put("controller.listener.names", "CONTROLLER");
        config.put("controller.quorum.voters", "%d@%s:%d".formatted(NODE, HOST, controller));
        config.put("log.dirs", data.toString());
        config.put("auto.create.topics.enable", "false");
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("num.network.threads", "2");
        config.put("num.io.threads", "4");
        config.put("log.cleaner.threads", "1");
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            config.put(topic + ".replication.factor", "1");
        }
        config.put("offsets.topic.num.partitions", "4");
        config.put("transaction.state.log.num.partitions", "4");
        config.put("transaction.state.log.min.isr", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        return config;
    }

    static void format(Map<String, String> config, Path data) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(config.get("controller.listener.names"))
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .run();
    }

    private static int free(int wanted) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), wanted));
            return socket.getLocalPort();
        } catch (BindException e) {
            if (wanted == 0) {
                throw e;
            }
            return free(0);
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        delete(data);
    }

    private static void delete(@Nullable Path folder) {
        if (folder != null) {
            try {
                Utils.delete(folder.toFile());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + folder, e);
            }
        }
    }
}
