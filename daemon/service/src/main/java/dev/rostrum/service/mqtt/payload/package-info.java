/** What the contract in {@code docs/mqtt.md} says, as topics and bytes, and what a command says. Plain: same arguments, same bytes. */
@NullMarked
package dev.rostrum.service.mqtt.payload;

import org.jspecify.annotations.NullMarked;
