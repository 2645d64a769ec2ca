package io.penumbra.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowsersTest {
    private static final Hosts HOSTS = new Hosts(List.of("penumbra.example", "*.svc"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "penumbra.example",
                "Penumbra.Example:8080",
                "penumbra.monitors.svc:8080",
                "localhost:8080",
                "127.0.0.1",
                "[::1]:8080",
                "penumbra:8080"
            })
    void aNameOfThisServiceIsAnswered(String host) {
        assertThat(HOSTS.has(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "penumbra.example.evil", "xpenumbra.example", ".svc", "a.svc.evil.example", ""})
    void anotherNameIsNot(String host) {
        assertThat(HOSTS.has(host)).isFalse();
        assertThat(HOSTS.has(null)).isFalse();
    }

    @Test
    void aWrongNameIsToldWithItsSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hosts(List.of("https://penumbra.example")))
                .withMessageStartingWith("penumbra.hosts has 'https://penumbra.example'");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, false", // no browser
                "same-origin, http://evil.example, false",
                "none, -, false",
                "same-site, http://penumbra.example, true",
                "cross-site, -, true",
                "-, http://penumbra.example, false",
                "-, https://penumbra.example, false",
                "-, https://evil.example, true",
                "-, null, true",
            })
    void aChangeFromAnotherPageIsRefused(String site, String origin, boolean refused) {
        assertThat(Browsers.fromElsewhere(site, origin, "penumbra.example").isPresent())
                .isEqualTo(refused);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, false", // no browser, or one that does not say
                "same-origin, no-cors, image, false",
                "none, navigate, document, false",
                "cross-site, navigate, document, false", // a link
                "same-site, navigate, document, false",
                "cross-site, navigate, iframe, true",
                "cross-site, no-cors, image, true",
                "same-site, no-cors, image, true",
                "cross-site, cors, empty, true",
                "cross-site, navigate, -, true",
            })
    void aPartOfAnotherPageIsRefused(String site, String mode, String destination, boolean refused) {
        assertThat(Browsers.embedded(site, mode, destination).isPresent()).isEqualTo(refused);
    }
}
