/** Scores as text, JSON and pages. Pure but for the files written. */
@NullMarked
package dev.rostrum.lab.report;

import org.jspecify.annotations.NullMarked;
