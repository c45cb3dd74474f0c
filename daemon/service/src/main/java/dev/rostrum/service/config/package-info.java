/** The configuration file becomes one record tree, or every problem in it at once. Pure; no thread, no state. */
@NullMarked
package dev.rostrum.service.config;

import org.jspecify.annotations.NullMarked;
