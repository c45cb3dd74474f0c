/** A window of mono sound becomes the activity of a few local speakers, frame by frame. */
@NullMarked
package dev.rostrum.model.segmentation;

import org.jspecify.annotations.NullMarked;
