/** The analysis thread: blocks of sound go through the pipeline, with as much effort as the machine can spend. */
@NullMarked
package dev.rostrum.service.analysis;

import org.jspecify.annotations.NullMarked;
