package io.penumbra.dashboards;

/** The PromQL expressions of the dashboards. */
final class Query {
    private static final String OWN = "job=\"$job\"";

    private Query() {}

    /** Selects the deployment's series. */
    static String own(String metric, String... matchers) {
        return metric + "{" + selector(matchers) + "}";
    }

    /** The alerts of the deployment that fire. They include the alert that no target is left, which names no deployment. */
    static String alerts() {
        return "ALERTS{job=~\"$job|\", alertname=~\"Penumbra.+\", alertstate=\"firing\"}";
    }

    /** A gauge of the view, whichever instance exports it. */
    static String view(String by, String metric, String... matchers) {
        return "max by (" + by + ") (" + own(metric, matchers) + ")";
    }

    /** A gauge of the view in the window that the reader chose. */
    static String windowed(String by, String metric, String... matchers) {
        return "max by (" + by + ") (" + metric + "{" + selector(matchers) + ", window=\"$window\"})";
    }

    /** The rate of a counter, the sum over the chosen instances. */
    static String rate(String by, String counter, String... matchers) {
        return sum(by) + " (rate(" + counter + "{" + selector(matchers)
                + ", instance=~\"$instance\"}[$__rate_interval]))";
    }

    /** A quantile of a histogram, over all chosen instances. */
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
