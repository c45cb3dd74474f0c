/** Activity per speaker becomes turns, and corrections of turns. Analysis thread. */
@NullMarked
package dev.rostrum.diarization.timeline;

import org.jspecify.annotations.NullMarked;
