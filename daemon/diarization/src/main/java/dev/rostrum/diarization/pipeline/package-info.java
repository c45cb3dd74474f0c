/** The path from mono samples to events on one page. Knows no thread and no clock. */
@NullMarked
package dev.rostrum.diarization.pipeline;

import org.jspecify.annotations.NullMarked;
