/**
 * Who spoke when, as files say it: RTTM and UEM, read and written whole. Pure functions; times are nanoseconds from the
 * start of a recording.
 */
@NullMarked
package dev.rostrum.service.annotation;

import org.jspecify.annotations.NullMarked;
