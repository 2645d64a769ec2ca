package io.penumbra.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final Duration SESSION = Duration.ofHours(8);

    @TempDir
    private Path folder;

    private static Access access(boolean open, Optional<Path> users, boolean oidc) {
        return new Access(
                open,
                users,
                oidc,
                token("gate", Optional.empty()),
                token("metrics", Optional.empty()),
                token("key", Optional.empty()),
                SESSION);
    }

    private static Access.TokenSetting token(String name, Optional<String> text) {
        return new Access.TokenSetting(name, text, Optional.empty());
    }

    @Test
    void withoutAWayToSignInTheThreeAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> access(false, Optional.empty(), false))
                .withMessageContainingAll(
                        "nobody can sign in",
                        "quarkus.oidc.auth-server-url",
                        "penumbra.access.users",
                        "penumbra.access=open");
    }

    @Test
    void twoWaysAreOneTooMany() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> access(true, Optional.empty(), true))
                .withMessage("penumbra.access=open and quarkus.oidc.auth-server-url are set, expected one of them");
    }

    @Test
    void eachWayIsKnown() throws IOException {
        Path users = Files.writeString(folder.resolve("users"), "ada:$2y$04$" + "a".repeat(53) + ":viewer");
        assertThat(access(true, Optional.empty(), false).open()).isTrue();
        assertThat(access(false, Optional.of(users), false).way()).isEqualTo(Access.Way.USERS);
        assertThat(access(false, Optional.empty(), true).way()).isEqualTo(Access.Way.OIDC);
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithItsSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> access(false, Optional.of(folder.resolve("none")), false))
                .withMessageStartingWith("penumbra.access.users: " + folder.resolve("none") + " cannot be read");
    }

    @Test
    void theGateKnowsItsTokenAlone() {
        var access = new Access(
                false,
                Optional.empty(),
                true,
                token("gate", Optional.of(TOKEN)),
                token("m", Optional.empty()),
                token("key", Optional.empty()),
                SESSION);
        assertThat(access.isGate("Bearer " + TOKEN)).isTrue();
        assertThat(access.isGate("bearer " + TOKEN)).isTrue();
        assertThat(access.isGate("Bearer " + TOKEN + "0")).isFalse();
        assertThat(access.isGate(TOKEN)).isFalse();
        assertThat(access.isGate(null)).isFalse();
        assertThat(access(false, Optional.empty(), true).isGate("Bearer ")).isFalse();
    }

    @Test
    void metricsNeedATokenOnlyIfOneIsSet() {
        assertThat(access(false, Optional.empty(), true).maySeeMetrics(null)).isTrue();
        var access = new Access(
                false,
                Optional.empty(),
                true,
                token("gate", Optional.empty()),
                token("m", Optional.of(TOKEN)),
                token("key", Optional.empty()),
                SESSION);
        assertThat(access.maySeeMetrics(null)).isFalse();
        assertThat(access.maySeeMetrics("Bearer " + TOKEN)).isTrue();
    }

    @Test
    void aShortTokenIsRefusedWithoutBeingTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Access(
                        false,
                        Optional.empty(),
                        true,
                        token("penumbra.access.gate-token", Optional.of("secret")),
                        token("m", Optional.empty()),
                        token("key", Optional.empty()),
                        SESSION))
                .withMessage("penumbra.access.gate-token: the token has 6 characters, expected at least 16 of ASCII"
                        + " without blanks");
    }

    @Test
    void aChangedFileCountsAfterAWhileAndABrokenOneDoesNot() throws IOException {
        var nanos = new AtomicLong();
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        var value = new FromFile<>(file, Token::new, nanos::get);
        change(file, "another-" + TOKEN, 1);
        assertThat(value.get()).isEqualTo(new Token(TOKEN));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(value.get()).isEqualTo(new Token("another-" + TOKEN));
        change(file, "short", 2);
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(value.get()).isEqualTo(new Token("another-" + TOKEN));
    }

    private static void change(Path file, String text, int second) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }

    @Test
    void signingInLeadsToAPathOfThisServiceAlone() {
        assertThat(SignInPage.target("/audit?x=1")).isEqualTo("/audit?x=1");
        for (String elsewhere :
                new String[] {"//evil.example", "https://evil.example", "/\\evil.example", "x", "", null}) {
            assertThat(SignInPage.target(elsewhere)).isEqualTo("/");
        }
    }
}
