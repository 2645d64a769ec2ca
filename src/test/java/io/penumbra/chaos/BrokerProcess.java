package io.penumbra.chaos;

import io.penumbra.embedded.BrokerMain;
import io.penumbra.service.PenumbraProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A broker that may be killed and comes back with its data. */
final class BrokerProcess implements AutoCloseable {
    private final Path data;
    private final int port = PenumbraProcess.freePort();
    private final int proxied = PenumbraProcess.freePort();
    private final int controller = PenumbraProcess.freePort();
    private final Proxy proxy;
    private Process process;

    BrokerProcess(Path data) {
        this.data = data;
        this.proxy = new Proxy(proxied);
        this.process = start();
    }

    private Process start() {
        try {
            return new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BrokerMain.class.getName(),
                            data.toString(),
                            Integer.toString(port),
                            Integer.toString(proxied),
                            Integer.toString(proxy.port()),
                            Integer.toString(controller)))
                    .redirectErrorStream(true)
                    .redirectOutput(data.resolveSibling("broker.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The clients that begin here reach the broker through the proxy alone. */
    String bootstrapThroughProxy() {
        return "127.0.0.1:" + proxy.port();
    }

    Proxy proxy() {
        return proxy;
    }

    /** Ends it as {@code kill -9} does, and starts it again on its data. */
    void killAndStart() throws InterruptedException {
        process.destroyForcibly().waitFor();
        process = start();
    }

    @Override
    public void close() {
        proxy.close();
        process.destroyForcibly().onExit().join();
    }
}
