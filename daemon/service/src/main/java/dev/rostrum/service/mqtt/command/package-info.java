/** Commands that come over MQTT, and what is replied. MQTT thread. */
@NullMarked
package dev.rostrum.service.mqtt.command;

import org.jspecify.annotations.NullMarked;
