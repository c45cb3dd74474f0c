/** What the kernel says of its wall clock. Any thread. */
@NullMarked
package dev.rostrum.drivers.clock;

import org.jspecify.annotations.NullMarked;
