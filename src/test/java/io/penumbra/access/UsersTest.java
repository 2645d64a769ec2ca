package io.penumbra.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {

    private static final String HASH = "$2y$04$abcdefghijklmnopqrstuu5LowCFPp.gjs2PXJQ3gFVAwqnALmZWa";

    @Test
    void aLineNamesAUserWithHashAndRoles() {
        Users users = Users.of("# who\n\nada:" + HASH + ":viewer, auditor\nbob:" + HASH + ":operator\n");
        assertThat(users.named("ada").orElseThrow().roles()).isEqualTo(Set.of("viewer", "auditor"));
        assertThat(users.named("bob").orElseThrow().hash()).isEqualTo(HASH);
        assertThat(users.named("eve")).isEmpty();
    }

    @Test
    void aLineIsWrittenAsItIsRead() {
        User user = User.of("ada:" + HASH + ":viewer,auditor");
        assertThat(User.of(user.line())).isEqualTo(user);
    }

    @Test
    void noTextOfAUserHasTheHash() {
        assertThat(User.of("ada:" + HASH + ":viewer")).hasToString("ada [viewer]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ada:secret:viewer | line 2: the password of 'ada' is not hashed by bcrypt",
                "ada:HASH:admin | line 2: the roles of 'ada' are [admin], expected one or more of",
                "ada:HASH: | line 2: the roles of 'ada' are []",
                "ada:HASH | line 2: the line has 2 parts",
                "a da:HASH:viewer | line 2: the name is 'a da'",
                "bob:HASH:viewer | line 2: the name 'bob' comes twice",
            })
    void aWrongLineIsToldByItsNumber(String line, String told) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Users.of("bob:" + HASH + ":viewer\n" + line.replace("HASH", HASH)))
                .withMessageStartingWith(told);
    }

    @Test
    void aFileWithoutUsersLetsNobodyIn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Users.of("# nobody\n"))
                .withMessageContaining("no user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2a", "2b", "2y"})
    void everyMarkOfBcryptIsTheSameHash(String mark) {
        String hash = io.quarkus.elytron.security.common.BcryptUtil.bcryptHash("sesame", 4);
        assertThat(Passwords.matches("sesame", hash.replaceFirst("\\$2.", "\\$" + mark)))
                .isTrue();
        assertThat(Passwords.matches("Sesame", hash.replaceFirst("\\$2.", "\\$" + mark)))
                .isFalse();
    }

    @Test
    void aPasswordOfWhichBcryptWouldNotSeeTheEndIsRefused() {
        String hash = io.quarkus.elytron.security.common.BcryptUtil.bcryptHash("x".repeat(72), 4);
        assertThat(Passwords.matches("x".repeat(72), hash)).isTrue();
        assertThat(Passwords.matches("x".repeat(73), hash)).isFalse();
    }
}
