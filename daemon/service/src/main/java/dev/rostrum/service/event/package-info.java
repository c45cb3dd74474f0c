/** What the outside may learn of, and who takes it. Conductor thread. */
@NullMarked
package dev.rostrum.service.event;

import org.jspecify.annotations.NullMarked;
