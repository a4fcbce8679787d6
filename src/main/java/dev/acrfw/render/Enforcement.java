package dev.acrfw.render;

import dev.acrfw.ip.AddressSpace;

/**
 * What is dropped besides what is allowed: every other new connection, TCP and UDP, in the same
 * directions and on the same ports, of both families.
 *
 * @param local the hosts behind this one that this is about on the hook forward, where it is not
 *     empty; on the others it is about this host
 * @param except peers to which nothing is dropped, for example a proxy or private endpoints
 */
public record Enforcement(AddressSpace local, AddressSpace except) {}
