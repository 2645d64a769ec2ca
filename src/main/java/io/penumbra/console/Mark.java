package io.penumbra.console;

import io.penumbra.verdict.Decision;
import io.penumbra.verdict.State;

/**
 * A state as the pages show it: a symbol and a word, never a colour alone.
 *
 * @param look its class in the stylesheet: {@code bad}, {@code good}, {@code open} or {@code none}
 */
record Mark(String symbol, String word, String look) {
    static Mark of(Decision decision) {
        return switch (decision) {
            case FAIL -> new Mark("✗", "Must not ship", "bad");
            case PASS -> new Mark("✓", "May ship", "good");
            case INCONCLUSIVE -> new Mark("…", "Not known yet", "open");
        };
    }

    static Mark of(State state) {
        return switch (state) {
            case HARMED -> new Mark("✗", "harmed", "bad");
            case SAFE -> new Mark("✓", "safe", "good");
            case OPEN -> new Mark("…", "open", "open");
            case BELOW_MINIMUM -> new Mark("–", "too few images", "none");
            case NO_LABELS -> new Mark("–", "no label", "none");
            case EXEMPT -> new Mark("○", "exempt", "none");
        };
    }
}
