package io.penumbra.access;

/** That nobody has to sign in. */
public enum Openness {
    /** Everybody may do everything. */
    OPEN
}
