/** Who speaks in each frame, given the speakers: scores of every frame against every speaker, decided. */
@NullMarked
package dev.rostrum.diarization.tracking.labels;

import org.jspecify.annotations.NullMarked;
