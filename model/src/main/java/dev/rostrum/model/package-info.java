/** The two networks and what goes into them. Knows no device and no thread. */
@NullMarked
package dev.rostrum.model;

import org.jspecify.annotations.NullMarked;
