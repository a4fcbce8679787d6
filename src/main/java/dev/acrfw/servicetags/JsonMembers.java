package dev.acrfw.servicetags;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.text.Printable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What differs between the download and the Discovery API's answer in the clothes of its tools. */
final class JsonMembers {
  /** What comes to it is UTF-8: Jackson's own guess would end in another kind of exception. */
  static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .build();

  private JsonMembers() {}

  /** Returns the current key; PowerShell writes its first letter as a capital. */
  static String key(JsonParser parser) throws IOException {
    String key = parser.currentName();
    return key.isEmpty() || key.charAt(0) < 'A' || key.charAt(0) > 'Z'
        ? key
        : Character.toLowerCase(key.charAt(0)) + key.substring(1);
  }

  /** Returns whether the current value is a change number; the API writes a string. */
  static boolean isChangeNumber(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING
        ? parser.getText().matches("[0-9]{1,9}")
        : parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() == JsonParser.NumberType.INT
            && parser.getIntValue() >= 0;
  }

  /** Reads to the change number of the document; nothing when it has none. */
  static Optional<Integer> findChangeNumber(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return Optional.empty();
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = key(parser).equals("changeNumber");
      parser.nextToken();
      if (found) {
        return isChangeNumber(parser) ? Optional.of(changeNumber(parser)) : Optional.empty();
      }
      parser.skipChildren();
    }
    return Optional.empty();
  }

  /** Returns the current value, a change number. */
  static int changeNumber(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING
        ? Integer.parseInt(parser.getText())
        : parser.getIntValue();
  }

  /**
   * Returns what is wrong where ConvertTo-Json has written what is deeper than its -Depth, 2 by
   * default, as text.
   *
   * @param tag the tag's name; null where it is not known yet
   */
  static InvalidInputException tooShallow(String file, @Nullable String tag) {
    return new InvalidInputException(
        "%s: the properties of %s are text: ConvertTo-Json was too shallow"
            .formatted(file, tag == null ? "a tag" : Printable.of(tag)),
        "Get-AzNetworkServiceTag | ConvertTo-Json -Depth 4");
  }

  /** Returns what is wrong where an answer is one page of several. */
  static InvalidInputException onePage(String file) {
    return new InvalidInputException(
        file + ": this is one page of several: it has a nextLink",
        "'az network list-service-tags' gets them all; with REST, follow nextLink and put the values"
            + " together");
  }
}
