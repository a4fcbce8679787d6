package dev.acrfw.access;

/** A service tag that a purpose needs. */
public enum Service {
  REGISTRY("AzureContainerRegistry", true),
  STORAGE("Storage", true),
  MICROSOFT_REGISTRY("MicrosoftContainerRegistry", false),
  FRONT_DOOR("AzureFrontDoor.FirstParty", false),
  IOT_HUB("AzureIoTHub", false);

  private final String tagName;
  private final boolean followsRegion;

  Service(String tagName, boolean followsRegion) {
    this.tagName = tagName;
    this.followsRegion = followsRegion;
  }

  /** Returns the global tag's name as the file writes it. */
  public String tagName() {
    return tagName;
  }

  /** Returns whether the regions of the registry narrow this tag. */
  public boolean followsRegion() {
    return followsRegion;
  }
}
