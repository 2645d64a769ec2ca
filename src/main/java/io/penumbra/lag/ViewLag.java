package io.penumbra.lag;

/** How far the view is behind, as it was seen last. */
public final class ViewLag {
    private volatile Lags last = Lags.NONE;

    public void see(Lags now) {
        last = now;
    }

    public Lags last() {
        return last;
    }
}
