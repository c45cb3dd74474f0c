/**
 * Evaluations of many variants of the same recordings, and the pages that come of them: sound that was altered, parts
 * of the tracker switched off, parts of the truth given away. Pages are Markdown and say how they were made.
 */
@NullMarked
package dev.rostrum.lab.study;

import org.jspecify.annotations.NullMarked;
