package dev.acrfw.access;

/**
 * Where a registry serves its layers from.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/container-registry-dedicated-data-endpoints">Dedicated
 *     data endpoints</a>
 */
public enum DataEndpoint {
  /** The default: blob storage accounts that Microsoft picks. */
  STORAGE,
  /** The registry's own data endpoints, one a replica (Premium). */
  DEDICATED,
  /** Both, while a registry is switched from one to the other. */
  BOTH
}
