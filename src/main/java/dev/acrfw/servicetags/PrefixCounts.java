package dev.acrfw.servicetags;

/**
 * How many prefixes the file lists for a tag.
 *
 * @param ipv4 the number of IPv4 prefixes
 * @param ipv6 the number of IPv6 prefixes
 */
public record PrefixCounts(int ipv4, int ipv6) {}
