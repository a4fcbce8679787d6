package dev.acrfw.config;

import java.util.List;

/**
 * A key of the file with its value.
 *
 * @param name the key
 * @param texts the value as it is written; several where it is a list
 * @param isList whether it is written as a list
 * @param line the line on which it stands, from 1
 */
public record Key(String name, List<String> texts, boolean isList, int line) {}
