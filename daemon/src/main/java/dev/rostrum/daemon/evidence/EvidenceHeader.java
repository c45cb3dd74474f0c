package dev.rostrum.daemon.evidence;

import dev.rostrum.model.segmentation.FrameGrid;

/**
 * What a recording of evidence says of itself.
 *
 * @param key names everything the evidence depends on (sound, weights, settings); another key means: make it anew
 * @param grid frame geometry of every window
 * @param localSpeakers columns of every window
 * @param vectorSize numbers in a voice's vector
 */
public record EvidenceHeader(String key, FrameGrid grid, int localSpeakers, int vectorSize) {}
