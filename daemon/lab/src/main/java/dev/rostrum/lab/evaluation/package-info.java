/**
 * Events and references become figures: what was said live, what was said in the end, and how far both are from the
 * truth. Pure functions of their input, on the caller's thread; times are nanoseconds unless a name says samples.
 */
@NullMarked
package dev.rostrum.lab.evaluation;

import org.jspecify.annotations.NullMarked;
