package io.penumbra.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapedLogTest {
    private static final String FORGED = "2026-01-01T00:00:00.000Z INFO  [i.p.s.Service] all is well";

    private static String line(String message, Throwable thrown, Object... parameters) {
        var logged = new ExtLogRecord(Level.WARNING, message, ExtLogRecord.FormatStyle.MESSAGE_FORMAT, "test");
        logged.setParameters(parameters);
        logged.setThrown(thrown);
        assertThat(new EscapedLog().isLoggable(logged)).isTrue();
        return new PatternFormatter("%-5p %s%e%n").format(logged);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r",
                "\r\n",
                "\u0085",
                "\u2028",
                "\u2029",
                "\u000b",
                "\f",
                "\0",
                "\u001b[2K\u001b[1A",
                "\u009b2K",
                "\b\b\b\b",
                "\u202e",
                "\u2066",
                "\u200f",
                "\u200b",
                "\ufeff",
                "\ud800",
                "\t",
                "\udb40\udc41"
            })
    void textFromOutsideStaysOnItsLineAndIsShown(String text) {
        String line = line("ignoring record {0}", null, "a" + text + FORGED);
        assertThat(line.lines()).hasSize(1);
        assertThat(line).startsWith("WARNING ignoring record a\\").endsWith(FORGED + System.lineSeparator());
        assertThat(line.strip().codePoints())
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE);
    }

    @Test
    void messageOfAFailureStaysOnItsLine() {
        var cause = new IllegalArgumentException("cause\n" + FORGED);
        var failure = new IllegalStateException("failed\r\n" + FORGED, cause);
        failure.addSuppressed(new IllegalStateException("suppressed\u2028" + FORGED));
        String trace = line("cannot answer", failure);
        assertThat(trace.lines()).noneMatch(line -> line.startsWith("2026"));
        assertThat(trace)
                .contains("java.lang.IllegalStateException: failed\\r\\n" + FORGED)
                .contains("Caused by: java.lang.IllegalArgumentException: cause\\n" + FORGED)
                .contains("Suppressed: java.lang.IllegalStateException: suppressed\\u2028" + FORGED)
                .contains("\tat " + EscapedLogTest.class.getName() + ".messageOfAFailureStaysOnItsLine");
    }

    @Test
    void failureThatIsItsOwnCauseEnds() {
        var first = new IllegalStateException("first");
        var second = new IllegalStateException("second", first);
        first.initCause(second);
        assertThat(line("cannot answer", first)).contains("first").contains("second");
    }

    @Test
    void otherTextIsNotTouched() {
        String text = "Zoë 東京 👩 é \\n % {0}";
        assertThat(EscapedLog.escaped(text)).isSameAs(text);
        assertThat(line("{0}", null, text)).isEqualTo("WARNING " + text + System.lineSeparator());
    }
}
