/** Events that the broker does not have yet, in memory and on disk, bounded in bytes and age. MQTT thread. */
@NullMarked
package dev.rostrum.service.mqtt.outbox;

import org.jspecify.annotations.NullMarked;
