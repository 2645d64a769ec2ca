package io.penumbra.model;

import java.util.List;

/**
 * The models that this instance scores with. There are none before they are open, or on an instance that does not
 * score.
 */
public final class OpenModels {
    private volatile List<Model> models = List.of();

    /** The baseline, then the candidates. */
    public List<Model> models() {
        return models;
    }

    /** Sets the models that are open from now on. */
    public void set(List<Model> opened) {
        models = List.copyOf(opened);
    }
}
