/** A source of sound becomes blocks for the analysis, with every loss counted and told. Capture thread. */
@NullMarked
package dev.rostrum.service.capture;

import org.jspecify.annotations.NullMarked;
