/**
 * Which speaker of a meeting is somebody who agreed to be known: open-set identification by a calibrated threshold. Pure;
 * the naming of a meeting's speakers belongs to the analysis thread.
 */
@NullMarked
package dev.rostrum.diarization.enrolment;

import org.jspecify.annotations.NullMarked;
