/**
 * Light and button on the Linux GPIO character device (uAPI v2) and an LED ring on spidev, through a Pi4J provider of our own.
 * No Pi4J type leaves this package. One thread per button waits for edges; everything else runs on the caller's.
 */
@NullMarked
package dev.rostrum.drivers.gpio;

import org.jspecify.annotations.NullMarked;
