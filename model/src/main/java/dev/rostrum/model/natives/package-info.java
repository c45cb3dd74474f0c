/**
 * Native libraries as files: a folder of whole ones, brought by a package or unpacked from a jar, and what keeps them from
 * being used. Knows nothing of what is in them. Caller's thread.
 */
@NullMarked
package dev.rostrum.model.natives;

import org.jspecify.annotations.NullMarked;
