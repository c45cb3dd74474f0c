package dev.rostrum.service.mqtt.payload;

/**
 * What sets one message apart from all others of its unit.
 *
 * @param sequence rises with the messages of one start of the daemon, from 1
 * @param position stream position in samples up to which the sound was heard
 * @param epochMillis wall time, UTC, of that sample; of what is said of the unit itself, when it was said
 * @param clockSynchronised the wall time can be trusted
 */
record Stamp(long sequence, long position, long epochMillis, boolean clockSynchronised) {}
