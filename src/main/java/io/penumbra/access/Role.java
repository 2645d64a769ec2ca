package io.penumbra.access;

import java.util.List;

/** The roles, as annotations of resources name them. No role includes another. */
public final class Role {
    /** Sees statistics, the gate and drift: no picture and no image id. */
    public static final String VIEWER = "viewer";

    /** Sees pictures and image ids, and labels images. */
    public static final String AUDITOR = "auditor";

    /** Changes references, and erases images. */
    public static final String OPERATOR = "operator";

    /** A rollout that asks the gate with its token. */
    public static final String GATE = "gate";

    /** The roles that a person may have. */
    static final List<String> OF_PEOPLE = List.of(VIEWER, AUDITOR, OPERATOR);

    private Role() {}
}
