package dev.acrfw.judges;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The versions of az that are tried, each signed in to a stand-in for Azure of its own. */
final class AzVersions implements AutoCloseable {
  /** The newest. */
  static final String NEWEST = "az/bin/az";

  /** The oldest that has all that the scripts need. */
  static final String OLDEST = "az-oldest/bin/az";

  private final Map<String, Azure> signedIn = new HashMap<>();

  /** Signs them in; skips or fails the calling test where one is not installed. */
  AzVersions(Path folder) throws IOException {
    for (String az : List.of(NEWEST, OLDEST)) {
      String path = Judge.require(az);
      signedIn.put(az, new Azure(path, folder.resolve(az.replaceAll("/.*", ""))));
    }
  }

  /** Returns a version, before an empty group and an open registry. */
  Azure fresh(String az) throws IOException {
    Azure azure = signedIn.get(az);
    azure.reset();
    return azure;
  }

  @Override
  public void close() {
    signedIn.values().forEach(Azure::close);
  }
}
