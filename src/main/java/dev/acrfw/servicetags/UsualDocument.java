package dev.acrfw.servicetags;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The document in the shape that Microsoft writes, read in one pass over the bytes: printable ASCII
 * without escapes, the known keys, each at most once, small whole numbers. At anything else it
 * gives up, and {@link ServiceTagsDocument} reads from the start: so every refusal and message is
 * of that one, and what is read here that one would read the same. It takes a tenth off a run.
 */
final class UsualDocument {
  private static final String[] DOCUMENT_KEYS = {"changeNumber", "cloud", "values"};
  private static final String[] TAG_KEYS = {"name", "id", "properties"};
  private static final String[] PROPERTIES_KEYS = {
    "changeNumber",
    "region",
    "regionId",
    "platform",
    "systemService",
    "addressPrefixes",
    "networkFeatures"
  };

  private final UsualText json;
  private final List<ServiceTag> tags = new ArrayList<>(4096);
  private String cloud = "";
  private int changeNumber = -1;

  UsualDocument(byte[] json) {
    this.json = new UsualText(json);
  }

  /** Returns whether the document is such a one; if not, nothing of it was read. */
  boolean read() {
    try {
      readDocument();
      return true;
    } catch (UsualText.Unusual | ArrayIndexOutOfBoundsException cutOff) {
      return false;
    }
  }

  /** Returns its tags. */
  List<ServiceTag> tags() {
    return tags;
  }

  /** Returns the name of its cloud. */
  String cloud() {
    return cloud;
  }

  /** Returns its change number. */
  int changeNumber() {
    return changeNumber;
  }

  private void readDocument() {
    boolean values = false;
    json.expect('{');
    do {
      switch (json.key(DOCUMENT_KEYS)) {
        case "changeNumber" -> {
          UsualText.require(changeNumber < 0);
          changeNumber = json.number();
        }
        case "cloud" -> {
          UsualText.require(cloud.isEmpty());
          cloud = json.text();
          UsualText.require(!cloud.isEmpty());
        }
        case "values" -> {
          UsualText.require(!values);
          values = true;
          json.expect('[');
          do {
            tags.add(tag());
          } while (json.more(']'));
        }
      }
    } while (json.more('}'));
    UsualText.require(values && changeNumber >= 0 && !cloud.isEmpty());
    json.requireEnd();
  }

  private ServiceTag tag() {
    @Nullable String name = null;
    @Nullable TagProperties properties = null;
    boolean id = false;
    json.expect('{');
    do {
      switch (json.key(TAG_KEYS)) {
        case "name" -> {
          UsualText.require(name == null);
          name = json.text();
        }
        case "id" -> {
          UsualText.require(!id);
          id = true;
          json.skipText();
        }
        case "properties" -> {
          UsualText.require(properties == null);
          properties = properties();
        }
      }
    } while (json.more('}'));
    if (name == null || name.isEmpty() || properties == null) {
      throw new UsualText.Unusual();
    }
    return properties.toTag(name);
  }

  private TagProperties properties() {
    TagProperties properties = new TagProperties();
    int others = 0;
    json.expect('{');
    do {
      switch (json.key(PROPERTIES_KEYS)) {
        case "changeNumber" -> {
          UsualText.require(properties.changeNumber < 0);
          properties.changeNumber = json.number();
        }
        case "region" -> {
          UsualText.require(properties.region == null);
          properties.region = json.text();
        }
        case "regionId" -> others = once(others, 1, json.number());
        case "platform" -> others = once(others, 2, json.skipText());
        case "systemService" -> others = once(others, 4, json.skipText());
        case "addressPrefixes" -> {
          UsualText.require(properties.prefixesOffset < 0);
          properties.prefixesOffset = prefixes();
        }
        case "networkFeatures" -> others = once(others, 8, features(properties));
      }
    } while (json.more('}'));
    UsualText.require(properties.prefixesOffset >= 0);
    return properties;
  }

  /** Returns the members that were there, with one more, whose value was read. */
  private static int once(int others, int member, int read) {
    UsualText.require((others & member) == 0 && read >= 0);
    return others | member;
  }

  /** Returns where the array starts. */
  private int prefixes() {
    json.expect('[');
    int start = json.position() - 1;
    boolean more = !json.isNext(']');
    while (more) {
      more = json.skipElement();
    }
    return start;
  }

  private int features(TagProperties properties) {
    if (json.isNull()) {
      return 0;
    }
    List<String> features = new ArrayList<>(4);
    json.expect('[');
    if (!json.isNext(']')) {
      do {
        features.add(json.text());
      } while (json.more(']'));
    }
    properties.networkFeatures = features;
    return features.size();
  }
}
