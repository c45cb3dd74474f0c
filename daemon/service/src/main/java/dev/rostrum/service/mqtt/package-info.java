/**
 * Room events become messages of the MQTT contract in {@code docs/mqtt.md}, and commands come back. One thread of its own
 * owns all state; the broker may come and go without anybody else noticing.
 */
@NullMarked
package dev.rostrum.service.mqtt;

import org.jspecify.annotations.NullMarked;
