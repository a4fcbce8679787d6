package dev.acrfw.option;

/** What completion offers for the value of an option. */
public enum Suggestion {
  /** The values of its choice, if it is one. */
  VALUES,
  /** Paths of files. */
  FILES,
  /** The regions of the registry's tag in the service tags file. */
  REGIONS,
  /** The regions of IoT Hub's tag in the service tags file. */
  IOT_REGIONS,
  /** The names of the tags in the service tags file. */
  TAGS
}
