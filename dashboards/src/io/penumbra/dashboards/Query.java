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

    /** The largest subgroups but all get a look of their own. */
    static final int LOOKS = 8;

    /**
     * The part of an expression, which has the metric label {@code subgroup}, that is of all images.
     */
    static String ofAll(String expr) {
        return expr + " and on (subgroup) " + images("=");
    }

    /**
     * The part of an expression that is of the n-th largest subgroup but all, by the images of the version at the end
     * of the time range. So a subgroup keeps its place in every panel.
     */
    static String ofRank(int n, String expr) {
        String larger = n == 1 ? "" : " unless on (subgroup) topk(" + (n - 1) + ", " + images("!=") + ")";
        return expr + " and on (subgroup) (topk(" + n + ", " + images("!=") + ")" + larger + ")";
    }

    /** The part of an expression that is of the smaller subgroups, which have no rank among the looks. */
    static String ofOthers(String expr) {
        return expr + " and on (subgroup) (" + images("!=") + " unless on (subgroup) topk(" + LOOKS + ", "
                + images("!=") + "))";
    }

    private static String images(String all) {
        return "max by (subgroup) (" + own("penumbra_scored_images", "window=\"version\"", "subgroup" + all + "\"all\"")
                + " @ end())";
    }

    private static String sum(String by) {
        return by.isEmpty() ? "sum" : "sum by (" + by + ")";
    }

    private static String selector(String... matchers) {
        return matchers.length == 0 ? OWN : OWN + ", " + String.join(", ", matchers);
    }
}
