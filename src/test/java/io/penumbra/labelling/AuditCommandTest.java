package io.penumbra.labelling;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.process.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is wrong is said before a service is asked, and when there is none. */
class AuditCommandTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... args) {
        return new CommandLine(new AuditCommand())
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    assertThat(failure).isInstanceOf(Failure.class);
                    err.write(String.valueOf(failure.getMessage()));
                    return 1;
                })
                .execute(args);
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("labels.csv"), text);
    }

    @Test
    void wrongUsageIsSaid() throws IOException {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("expected a command: export or import");
        assertThat(run("export")).isEqualTo(2);
        assertThat(err.toString()).contains("--out");
        assertThat(run("export", "--out", folder.resolve("x").toString(), "--limit", "101"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--limit is 101, expected 1 to 100");
        csv("id,label");
        assertThat(run("export", "--out", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("expected an empty folder");
        assertThat(run("export", "--out", folder.resolve("y").toString(), "--url", "ftp://x"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--url is 'ftp://x'");
        assertThat(run("export", "--out", folder.resolve("z").toString(), "--user", "a", "--token", "b"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("expected either --user or --token");
    }

    @Test
    void aServiceThatDoesNotAnswerIsSaid() {
        assertThat(run("export", "--out", folder.resolve("x").toString(), "--url", "http://127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("http://127.0.0.1:1: connection refused");
    }

    @Test
    void whatIsNoTableOfLabelsIsSaid() throws IOException {
        assertThat(run("import", folder.resolve("none.csv").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("cannot read", "none.csv");
        assertThat(run("import", csv("image,class\n1,blond\n").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("has the columns [image, class], expected id and label among them");
        assertThat(run("import", csv("id,label\n\"1,blond\n").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is no CSV");
        assertThat(run("import", csv("").toString())).isEqualTo(1);
    }

    @Test
    void rowsWithoutALabelAskNobody() throws IOException {
        assertThat(run("import", csv("id,label,note\n\n1,,\n2, ,dark\n").toString()))
                .isZero();
        assertThat(run("import", csv("id,label\n").toString())).isZero();
    }
}
