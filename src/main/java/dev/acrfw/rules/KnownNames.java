package dev.acrfw.rules;

import dev.acrfw.access.KnownTag;
import dev.acrfw.failure.UnknownOrEmptyException;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.TagName;
import java.util.ArrayList;
import java.util.List;

/**
 * The names in several files of one cloud: the first file that knows a name says how it is spelt.
 */
public final class KnownNames {
  private final List<ServiceTagsFile> files = new ArrayList<>();

  /**
   * @param file the file that rules are made from
   * @param earlier files that may still know a region or tag which the new one has lost
   */
  public KnownNames(ServiceTagsFile file, List<ServiceTagsFile> earlier) {
    files.add(file);
    files.addAll(earlier);
  }

  /**
   * Returns the suffix of a tag's regional tag.
   *
   * @param spelling any spelling of the region
   * @throws UnknownOrEmptyException when no file has that region
   */
  public String region(KnownTag tag, String spelling) {
    for (ServiceTagsFile file : files) {
      try {
        return file.regionOf(tag.tag(), spelling);
      } catch (UnknownOrEmptyException e) {
        // Another file may know it; if none does, what is wrong is what the first one says.
      }
    }
    return files.get(0).regionOf(tag.tag(), spelling);
  }

  /**
   * Returns a tag's name in the file's spelling.
   *
   * @throws UnknownOrEmptyException when no file has that tag
   */
  public TagName tag(TagName name) {
    for (ServiceTagsFile file : files) {
      if (file.hasTag(name)) {
        return file.tag(name).name();
      }
    }
    return files.get(0).tag(name).name();
  }
}
