package dev.acrfw.access;

/**
 * A name that may be needed as well, which no service tag holds and no rule opens.
 *
 * @param host a DNS name, possibly with a wildcard
 * @param use what it is for
 */
public record OptionalName(String host, String use) {}
