package io.penumbra.dashboards;

import static io.penumbra.dashboards.Json.object;

import java.util.Arrays;
import java.util.Map;

/** A number that means a state, and its text with a symbol. */
record State(int value, String text, String colour) {
    static final State[] READY = {
        new State(0, "✗ not ready", Palette.VERMILLION), new State(1, "✓ ready", Palette.GREEN)
    };
    static final State[] VERDICT = {
        new State(0, "… inconclusive", Palette.SKY),
        new State(1, "✓ pass", Palette.GREEN),
        new State(2, "✗ fail", Palette.VERMILLION)
    };
    static final State[] EXPORTER = {
        new State(0, "– leaves it to another", Palette.GREY), new State(1, "● exports", Palette.BLUE)
    };
    /** The states of Kafka Streams, by ordinal. */
    static final State[] STREAMS = {
        new State(0, "○ created", Palette.GREY),
        new State(1, "↻ rebalancing", Palette.ORANGE),
        new State(2, "✓ running", Palette.GREEN),
        new State(3, "↓ stopping", Palette.SKY),
        new State(4, "✗ not running", Palette.PURPLE),
        new State(5, "! failing", Palette.VERMILLION),
        new State(6, "✗ failed", Palette.VERMILLION)
    };

    static Map<String, Object> mapping(State... states) {
        var texts = object();
        for (int i = 0; i < states.length; i++) {
            State state = states[i];
            texts.put(Integer.toString(state.value), object("text", state.text, "color", state.colour, "index", i));
        }
        return object("type", "value", "options", texts);
    }

    static Object[] steps(State... states) {
        return Arrays.stream(states)
                .map(state -> object("value", state == states[0] ? null : state.value, "color", state.colour))
                .toArray();
    }
}
