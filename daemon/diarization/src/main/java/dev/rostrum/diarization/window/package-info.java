/** Mono samples become overlapping windows of true length; a hole in the stream is never inside one. Analysis thread. */
@NullMarked
package dev.rostrum.diarization.window;

import org.jspecify.annotations.NullMarked;
