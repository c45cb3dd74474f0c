/** The command line: words become one command, its outcome becomes an exit code. Knows everybody, known by nobody. */
@NullMarked
package dev.rostrum.service.cli;

import org.jspecify.annotations.NullMarked;
