/**
 * How the unit stands with the machine around it: the service manager is told what the daemon does, the watchdog is fed while
 * every thread makes progress, mute survives restarts. Conductor's thread unless a class says otherwise.
 */
@NullMarked
package dev.rostrum.service.health;

import org.jspecify.annotations.NullMarked;
