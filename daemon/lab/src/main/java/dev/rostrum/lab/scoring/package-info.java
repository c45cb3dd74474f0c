/**
 * How far labels are from the truth: DER and its parts, numbers of speakers, delays, confidence. Pure functions of their
 * input, on the caller's thread; times are nanoseconds unless a name says samples.
 */
@NullMarked
package dev.rostrum.lab.scoring;

import org.jspecify.annotations.NullMarked;
