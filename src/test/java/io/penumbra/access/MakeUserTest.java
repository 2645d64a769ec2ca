package io.penumbra.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MakeUserTest {
    private static String printed(String password, String... command) {
        InputStream in = System.in;
        PrintStream out = System.out;
        var printed = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream((password + "\n").getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            new CommandLine(new MakeUser())
                    .setExecutionExceptionHandler((failure, line, parsed) -> {
                        System.out.print(failure.getMessage());
                        return 1;
                    })
                    .execute(command);
        } finally {
            System.setIn(in);
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsPrintedSignsIn() {
        User user = Users.of(printed("open sesame", "ada", "viewer", "auditor"))
                .named("ada")
                .orElseThrow();
        assertThat(user.roles()).isEqualTo(Set.of("viewer", "auditor"));
        assertThat(Passwords.matches("open sesame", user.hash())).isTrue();
    }

    @Test
    void whatIsWrongIsOneSentence() {
        assertThat(printed("sesame", "ada", "viewer"))
                .isEqualTo("the password has 6 characters, expected at least 8 and at most 72 bytes");
        assertThat(printed("open sesame", "ada", "admin")).startsWith("the roles of 'ada' are [admin]");
        assertThat(printed("open sesame", "a:da", "viewer")).startsWith("the name is 'a:da'");
    }
}
