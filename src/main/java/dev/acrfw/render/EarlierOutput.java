package dev.acrfw.render;

/**
 * An output that this one is written over.
 *
 * @param file its path, for messages
 * @param bytes what it holds
 */
public record EarlierOutput(String file, byte[] bytes) {}
