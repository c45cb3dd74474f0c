/** Who speaks in a meeting, from the evidence of its windows: a live labelling that decides in time and a slow one that corrects it. */
@NullMarked
package dev.rostrum.diarization.tracking;

import org.jspecify.annotations.NullMarked;
