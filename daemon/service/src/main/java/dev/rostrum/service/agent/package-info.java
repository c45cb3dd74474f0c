/** One thread each, small messages between them, nothing shared: how the daemon's work is divided. */
@NullMarked
package dev.rostrum.service.agent;

import org.jspecify.annotations.NullMarked;
