package dev.acrfw.servicetags;

import java.nio.charset.StandardCharsets;
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
  /** More digits may not fit, and a change number has fewer. */
  private static final int MAX_DIGITS = 9;

  private final byte[] json;
  private final List<ServiceTag> tags = new ArrayList<>(4096);
  private int at;
  private String cloud = "";
  private int changeNumber = -1;

  /** Ends the reading; it has no trace, for nobody sees it. */
  private static final class Unusual extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Unusual HERE = new Unusual();

    private Unusual() {
      super(null, null, false, false);
    }
  }

  UsualDocument(byte[] json) {
    this.json = json;
  }

  /** Returns whether the document is such a one; if not, nothing of it was read. */
  boolean read() {
    try {
      readDocument();
      return true;
    } catch (Unusual | ArrayIndexOutOfBoundsException cutOff) {
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
    expect('{');
    do {
      switch (key()) {
        case "changeNumber" -> {
          require(changeNumber < 0);
          changeNumber = number();
        }
        case "cloud" -> {
          require(cloud.isEmpty());
          cloud = text();
          require(!cloud.isEmpty());
        }
        case "values" -> {
          require(!values);
          values = true;
          expect('[');
          do {
            tags.add(tag());
          } while (more(']'));
        }
        default -> throw Unusual.HERE;
      }
    } while (more('}'));
    require(values && changeNumber >= 0 && !cloud.isEmpty());
    while (at < json.length) {
      require(isBlank(json[at]));
      at++;
    }
  }

  private ServiceTag tag() {
    @Nullable String name = null;
    @Nullable TagProperties properties = null;
    boolean id = false;
    expect('{');
    do {
      switch (key()) {
        case "name" -> {
          require(name == null);
          name = text();
        }
        case "id" -> {
          require(!id);
          id = true;
          skipText();
        }
        case "properties" -> {
          require(properties == null);
          properties = properties();
        }
        default -> throw Unusual.HERE;
      }
    } while (more('}'));
    if (name == null || name.isEmpty() || properties == null) {
      throw Unusual.HERE;
    }
    return properties.toTag(name);
  }

  private TagProperties properties() {
    TagProperties properties = new TagProperties();
    int others = 0;
    expect('{');
    do {
      switch (key()) {
        case "changeNumber" -> {
          require(properties.changeNumber < 0);
          properties.changeNumber = number();
        }
        case "region" -> {
          require(properties.region == null);
          properties.region = text();
        }
        case "regionId" -> others = once(others, 1, number());
        case "platform" -> others = once(others, 2, skipText());
        case "systemService" -> others = once(others, 4, skipText());
        case "addressPrefixes" -> {
          require(properties.prefixesOffset < 0);
          properties.prefixesOffset = prefixes();
        }
        case "networkFeatures" -> others = once(others, 8, features(properties));
        default -> throw Unusual.HERE;
      }
    } while (more('}'));
    require(properties.prefixesOffset >= 0);
    return properties;
  }

  /** Returns the members that were there, with one more, whose value was read. */
  private static int once(int others, int member, int read) {
    require((others & member) == 0 && read >= 0);
    return others | member;
  }

  /** Returns where the array starts. */
  private int prefixes() {
    skipBlanks();
    int start = at;
    expect('[');
    if (isNext(']')) {
      return start;
    }
    do {
      skipText();
    } while (more(']'));
    return start;
  }

  private int features(TagProperties properties) {
    if (isNext('n')) {
      require(json[at] == 'u' && json[at + 1] == 'l' && json[at + 2] == 'l');
      at += 3;
      return 0;
    }
    List<String> features = new ArrayList<>(4);
    expect('[');
    if (!isNext(']')) {
      do {
        features.add(text());
      } while (more(']'));
    }
    properties.networkFeatures = features;
    return features.size();
  }

  private String key() {
    String key = text();
    expect(':');
    return key;
  }

  private String text() {
    int length = skipText();
    return new String(json, at - 1 - length, length, StandardCharsets.US_ASCII);
  }

  /** Passes a text, and returns its length. */
  private int skipText() {
    expect('"');
    int start = at;
    byte b = json[at];
    while (b != '"') {
      require(b >= ' ' && b < 0x7f && b != '\\');
      at++;
      b = json[at];
    }
    at++;
    return at - 1 - start;
  }

  private int number() {
    skipBlanks();
    int start = at;
    int number = 0;
    while (json[at] >= '0' && json[at] <= '9') {
      require(at - start < MAX_DIGITS);
      number = 10 * number + json[at] - '0';
      at++;
    }
    require(at == start + 1 || (at > start && json[start] != '0'));
    return number;
  }

  /** Passes a comma and returns true, or passes the end and returns false. */
  private boolean more(char end) {
    if (isNext(',')) {
      return true;
    }
    expect(end);
    return false;
  }

  private void expect(char wanted) {
    require(isNext(wanted));
  }

  /** Passes a character, if it is the next one. */
  private boolean isNext(char wanted) {
    skipBlanks();
    if (json[at] != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void skipBlanks() {
    while (isBlank(json[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static void require(boolean fact) {
    if (!fact) {
      throw Unusual.HERE;
    }
  }
}
