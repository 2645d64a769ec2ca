package io.penumbra.dashboards;

/**
 * Colours that readers with any colour vision can distinguish: those of Okabe and Ito (<a
 * href="https://jfly.uni-koeln.de/color/">Color Universal Design</a>). Things of different kinds also differ in a text, a
 * symbol or the style of a line. The many series of one query differ by their order.
 */
final class Palette {
    static final String GREY = "#999999";
    static final String ORANGE = "#E69F00";
    static final String SKY = "#56B4E9";
    static final String GREEN = "#009E73";
    static final String BLUE = "#0072B2";
    static final String VERMILLION = "#D55E00";
    static final String PURPLE = "#CC79A7";

    private Palette() {}
}
