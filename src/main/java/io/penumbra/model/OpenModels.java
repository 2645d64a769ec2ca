package io.penumbra.model;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

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

    /**
     * The names of all candidates: those that are current in the stream, and those of this instance, which may have no
     * image yet.
     *
     * @param current those in the stream
     */
    public SortedSet<String> candidates(Collection<String> current) {
        var names = new TreeSet<>(current);
        models.stream().skip(1).forEach(model -> names.add(model.name()));
        return names;
    }

    /** Sets the models that are open from now on. */
    public void set(List<Model> opened) {
        models = List.copyOf(opened);
    }
}
