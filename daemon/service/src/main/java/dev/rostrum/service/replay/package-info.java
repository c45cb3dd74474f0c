/** Sound files heard from beginning to end, and the labels and events that come of them. Caller's thread. */
@NullMarked
package dev.rostrum.service.replay;

import org.jspecify.annotations.NullMarked;
