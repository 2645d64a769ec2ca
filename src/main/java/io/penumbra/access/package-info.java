/** Who may do what: roles, signing in, and what is kept of a visit. */
@NullMarked
package io.penumbra.access;

import org.jspecify.annotations.NullMarked;
