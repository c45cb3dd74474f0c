/** The unit as Home Assistant finds it by itself. Plain. */
@NullMarked
package dev.rostrum.service.mqtt.homeassistant;

import org.jspecify.annotations.NullMarked;
