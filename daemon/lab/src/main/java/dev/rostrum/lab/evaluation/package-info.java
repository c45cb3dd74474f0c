/**
 * Recordings are heard and scored, one or many at a time, by domain. Times are nanoseconds unless a name says samples.
 */
@NullMarked
package dev.rostrum.lab.evaluation;

import org.jspecify.annotations.NullMarked;
