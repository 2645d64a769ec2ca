package io.penumbra.dashboards;

/**
 * Colours whose contrast is at least 3:1 on the panels of Grafana's dark theme and of its light one. They are those of
 * Okabe and Ito (<a href="https://jfly.uni-koeln.de/color/">Color Universal Design</a>), the brightest of them
 * darkened. Things of different kinds also differ in a text, a symbol or the style of a line.
 */
final class Palette {
    /** The colour of the theme's text: near white on the dark theme, near black on the light one. */
    static final String TEXT = "text";

    static final String GREY = "#8A8A8A";
    static final String ORANGE = "#B87A00";
    static final String SKY = "#3A93CC";
    static final String GREEN = "#009E73";
    static final String BLUE = "#0072B2";
    static final String VERMILLION = "#D55E00";
    static final String PURPLE = "#C2609A";

    private Palette() {}
}
