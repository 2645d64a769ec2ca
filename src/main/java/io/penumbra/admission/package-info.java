/**
 * Lets the requests of clients in: what a body may take, and what a request is told that does not even reach REST.
 */
@NullMarked
package io.penumbra.admission;

import org.jspecify.annotations.NullMarked;
