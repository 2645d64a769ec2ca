package io.penumbra.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    private Path folder;

    @Test
    void aMissingFolderIsMade() throws IOException {
        Path missing = folder.resolve("a/b");
        Folders.requireWritable("--out", missing);
        assertThat(missing).isEmptyDirectory();
        Folders.requireWritable("--out", missing);
        try (var files = Files.list(missing)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (Path wrong : new Path[] {file, file.resolve("below")}) {
            assertThatThrownBy(() -> Folders.requireWritable("--out", wrong))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("--out is " + wrong);
        }
        assertThatThrownBy(() -> Folders.requireWritable("--out", Path.of("/proc/1/nothing")))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("--out is /proc/1/nothing, which cannot be written to");
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        Ports.requireFree("the port", "localhost", 0);
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> Ports.requireFree("the port", "127.0.0.1", taken.getLocalPort()))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("the port is " + taken.getLocalPort() + ", which cannot be listened on");
            taken.close();
            Ports.requireFree("the port", "127.0.0.1", taken.getLocalPort());
        }
    }
}
