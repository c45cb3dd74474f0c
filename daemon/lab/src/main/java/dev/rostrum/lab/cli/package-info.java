/** The commands that only a source tree has. */
@NullMarked
package dev.rostrum.lab.cli;

import org.jspecify.annotations.NullMarked;
