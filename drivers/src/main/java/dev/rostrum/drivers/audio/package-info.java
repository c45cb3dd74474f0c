/** Sound cards, sound files and the simulated room become blocks of samples with positions. */
@NullMarked
package dev.rostrum.drivers.audio;

import org.jspecify.annotations.NullMarked;
