/** Blocks of many channels at the device's rate become mono samples at the networks' rate. Analysis thread. */
@NullMarked
package dev.rostrum.diarization.frontend;

import org.jspecify.annotations.NullMarked;
