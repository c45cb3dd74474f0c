/**
 * Sound in, speaker turns and corrections of turns out: an online diarizer for any Java program. No thread, clock,
 * configuration file or connection of its own.
 */
@NullMarked
package dev.rostrum.diarization;

import org.jspecify.annotations.NullMarked;
