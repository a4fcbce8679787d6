package dev.acrfw.config;

import java.util.List;

/**
 * What is in the file.
 *
 * @param top the keys that are about the whole run
 * @param defaults what every output takes that says nothing else
 * @param outputs the outputs, at least one
 */
public record Configuration(Section top, Section defaults, List<Section> outputs) {}
