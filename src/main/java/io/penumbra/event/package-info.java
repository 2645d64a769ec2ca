/** Verdicts that go out: their events on a topic, written once each, and the webhook. */
@NullMarked
package io.penumbra.event;

import org.jspecify.annotations.NullMarked;
