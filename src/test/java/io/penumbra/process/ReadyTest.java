package io.penumbra.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadyTest {
    private static String answerOf(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean asked = exchange.getRequestURI().getPath().equals("/q/health/ready");
            exchange.sendResponseHeaders(asked ? status : 404, -1);
            exchange.close();
        });
        server.start();
        try {
            return Ready.answer(server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theImageAsksIt() throws IOException {
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("\"" + Ready.class.getName() + "\"]");
    }

    @Test
    void aServiceThatAnswersWith200IsReady() throws IOException {
        assertThat(Ready.isReady(answerOf(200))).isTrue();
    }

    @Test
    void aServiceThatIsNotReadyOrNotThereIsNot() throws IOException {
        assertThat(Ready.isReady(answerOf(503))).isFalse();
        HttpServer taken = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = taken.getAddress().getPort();
        taken.stop(0);
        assertThat(Ready.answer(port)).startsWith("no answer on port " + port);
        assertThat(Ready.isReady(Ready.answer(port))).isFalse();
    }
}
