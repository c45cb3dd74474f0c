/** Everything built in one place and in one order, source to sinks, and taken down in reverse. */
@NullMarked
package dev.rostrum.service.composition;

import org.jspecify.annotations.NullMarked;
