/** What a unit is: its identity, the image that it came from, its versions, an update just made. Any thread. */
@NullMarked
package dev.rostrum.service.unit;

import org.jspecify.annotations.NullMarked;
