/** Evidence of windows becomes activity per talker: the fast lane. Analysis thread. */
@NullMarked
package dev.rostrum.daemon.tracking;

import org.jspecify.annotations.NullMarked;
