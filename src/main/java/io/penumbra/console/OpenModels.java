package io.penumbra.console;

import io.penumbra.model.Model;
import java.util.List;

/** The models that this instance scores with; none on an instance that does not score. */
public interface OpenModels {
    /** The baseline, then the candidates. */
    List<Model> models();
}
