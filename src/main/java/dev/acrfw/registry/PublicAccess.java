package dev.acrfw.registry;

/** From where a registry's public endpoint can be reached. */
public enum PublicAccess {
  /** From everywhere. */
  ALL,
  /** From the IP rules only. */
  SELECTED,
  /** From nowhere: private endpoints only. */
  NONE
}
