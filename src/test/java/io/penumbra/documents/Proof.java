package io.penumbra.documents;

import java.util.List;

/**
 * How it is known that a command of a page works.
 *
 * @param command the command, or its beginning where it ends in {@code …}
 */
record Proof(String command, How how) {
    sealed interface How permits RunBy, NotRun {}

    /** A test runs it, or what it starts, and names these words of it. */
    record RunBy(String test, List<String> words) implements How {}

    /** No test runs it. */
    record NotRun(String reason) implements How {}

    static Proof runBy(String command, String test, String... words) {
        return new Proof(command, new RunBy(test, List.of(words)));
    }

    static Proof notRun(String command, String reason) {
        return new Proof(command, new NotRun(reason));
    }

    boolean isOf(String documented) {
        return command.endsWith("…")
                ? documented.startsWith(command.substring(0, command.length() - 1))
                : documented.equals(command);
    }
}
