/**
 * Bytes of a FLAC stream (RFC 9639) become samples, each frame checked by its CRC-16 and the whole by its MD5. One
 * thread; a {@link dev.rostrum.drivers.audio.flac.FlacStream} owns all state.
 */
@NullMarked
package dev.rostrum.drivers.audio.flac;

import org.jspecify.annotations.NullMarked;
