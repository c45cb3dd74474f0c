/** A window of sound becomes what the two networks say of it. Analysis thread. */
@NullMarked
package dev.rostrum.daemon.evidence;

import org.jspecify.annotations.NullMarked;
