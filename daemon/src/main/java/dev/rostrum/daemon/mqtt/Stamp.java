package dev.rostrum.daemon.mqtt;

/**
 * What sets one message apart from all others of its unit.
 *
 * @param sequence counts the messages of one start of the daemon, from 1
 * @param position stream position in samples that the message belongs to
 * @param epochMillis wall time, UTC
 * @param clockSynchronised the wall time can be trusted
 */
record Stamp(long sequence, long position, long epochMillis, boolean clockSynchronised) {}
