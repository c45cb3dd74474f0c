/**
 * Recognised words and turns become words with speakers: whose word is it. Pure functions of files, on the caller's
 * thread; times are nanoseconds from the start of the recording.
 */
@NullMarked
package dev.rostrum.lab.words;

import org.jspecify.annotations.NullMarked;
