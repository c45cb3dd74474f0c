/**
 * One connection to a broker and the keeping of it: settings, TLS, Paho behind a guard, when to try again. What happens on a
 * connection arrives as a {@link dev.rostrum.service.mqtt.link.LinkEvent}.
 */
@NullMarked
package dev.rostrum.service.mqtt.link;

import org.jspecify.annotations.NullMarked;
