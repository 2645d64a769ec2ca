package io.penumbra.process;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Escapes in each log record what could look like another line, or like other text: line breaks, control characters,
 * characters that turn the direction of text or have no width, and lone surrogates. So a key, a label or a path that
 * comes from outside cannot forge a line.
 */
@LoggingFilter(name = "escaped")
public final class EscapedLog implements Filter {
    @Override
    public boolean isLoggable(LogRecord logged) {
        String message = logged instanceof ExtLogRecord extended ? extended.getFormattedMessage() : logged.getMessage();
        if (message != null && logged instanceof ExtLogRecord extended) {
            extended.setMessage(escaped(message), ExtLogRecord.FormatStyle.NO_FORMAT);
        } else if (message != null) {
            logged.setMessage(escaped(message));
        }
        logged.setThrown(EscapedFailure.of(logged.getThrown()));
        return true;
    }

    /** The same text if nothing in it needs an escape. */
    static String escaped(String text) {
        if (text.codePoints().noneMatch(EscapedLog::hides)) {
            return text;
        }
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (hides(c)) {
                escaped.append(escape(c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static boolean hides(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String escape(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(c > 0xFFFF ? "\\u{%x}" : "\\u%04x", c);
        };
    }

    /** A failure that prints as the original does, with its message escaped. */
    private static final class EscapedFailure extends Throwable {
        private static final long serialVersionUID = 1;
        private static final int DEEPEST = 20;

        private final String text;

        private EscapedFailure(Throwable failure, int depth) {
            super(null, of(failure.getCause(), depth + 1), true, true);
            text = escaped(failure.toString());
            setStackTrace(failure.getStackTrace());
            for (Throwable suppressed : failure.getSuppressed()) {
                Throwable same = of(suppressed, depth + 1);
                if (same != null) {
                    addSuppressed(same);
                }
            }
        }

        static @Nullable Throwable of(@Nullable Throwable failure) {
            return of(failure, 0);
        }

        private static @Nullable Throwable of(@Nullable Throwable failure, int depth) {
            return failure == null || depth > DEEPEST ? null : new EscapedFailure(failure, depth);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
