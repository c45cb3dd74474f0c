/** What the networks said of a recording, kept in a file, so that a tracker can be tried again without them. */
@NullMarked
package dev.rostrum.lab.evidence;

import org.jspecify.annotations.NullMarked;
