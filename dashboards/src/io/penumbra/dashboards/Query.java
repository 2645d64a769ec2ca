package io.penumbra.dashboards;

/** Expressions as the dashboards ask them. */
final class Query {
    private static final String OWN = "job=\"$job\"";

    private Query() {}

    /** The deployment's series. */
    static String own(String metric, String... matchers) {
        return metric + "{" + selector(matchers) + "}";
    }

    /** Alerts of the deployment that fire, also the one that no target is left to name a deployment. */
    static String alerts() {
        return "ALERTS{job=~\"$job|\", alertname=~\"Penumbra.+\", alertstate=\"firing\"}";
    }

    /** A gauge of the view, whichever instance exports it. */
    static String view(String by, String metric, String... matchers) {
        return "max by (" + by + ") (" + own(metric, matchers) + ")";
    }

    /** The same in the window that the reader has chosen. */
    static String windowed(String by, String metric, String... matchers) {
        return "max by (" + by + ") (" + metric + "{" + selector(matchers) + ", window=\"$window\"})";
    }

    /** How fast a counter grows, of the chosen instances together. */
    static String rate(String by, String counter, String... matchers) {
        return sum(by) + " (rate(" + counter + "{" + selector(matchers)
                + ", instance=~\"$instance\"}[$__rate_interval]))";
    }

    /** A quantile of a histogram, of the chosen instances together. */
    static String quantile(double quantile, String histogram) {
        return "histogram_quantile(" + quantile + ", " + rate("le", histogram + "_bucket") + ")";
    }

    private static String sum(String by) {
        return by.isEmpty() ? "sum" : "sum by (" + by + ")";
    }

    private static String selector(String... matchers) {
        return matchers.length == 0 ? OWN : OWN + ", " + String.join(", ", matchers);
    }
}
