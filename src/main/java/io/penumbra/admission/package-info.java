/**
 * Lets the requests of clients in: what a body and a connection may take, how many requests are answered at a time, and
 * what a request is told that does not even reach REST.
 */
@NullMarked
package io.penumbra.admission;

import org.jspecify.annotations.NullMarked;
