package dev.acrfw.servicetags;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.acrfw.concurrent.Meanwhile;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.text.JsonText;
import dev.acrfw.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a file. One pass over the bytes checks that the document is JSON to its last byte and
 * that every tag has the right shape, and notes where each tag's prefixes start; no prefix is
 * parsed yet. Any order of keys and unknown fields are accepted.
 */
final class ServiceTagsDocument {
  private final String file;
  private final byte[] json;
  private final List<ServiceTag> tags = new ArrayList<>(4096);
  private @Nullable String cloudName;
  private @Nullable Integer changeNumber;
  private boolean valuesSeen;
  private boolean ofApi;
  private boolean sample;

  /**
   * @param file the file's name, for messages
   * @param json the document
   */
  ServiceTagsDocument(String file, byte[] json) {
    this.file = file;
    this.json = json;
  }

  /**
   * Returns the file that the document is, once it was read.
   *
   * @param sha256 the checksum of the document
   */
  ServiceTagsFile toFile(Meanwhile<String> sha256) {
    String name = cloudName;
    if (name == null || changeNumber == null || !valuesSeen) {
      throw invalid(
          "it is JSON, but not a service tags file: it needs changeNumber, cloud and values");
    }
    Cloud cloud =
        Cloud.of(name).orElseThrow(() -> invalid("not the name of a cloud: " + Printable.of(name)));
    Source source = new Source(file, kind(), cloud, changeNumber, sha256);
    return new ServiceTagsFile(source, tags, new AddressPrefixesReader(file, json, sample));
  }

  private Source.Kind kind() {
    return ofApi ? Source.Kind.API : Source.Kind.DOWNLOAD;
  }

  /** Reads a document in its usual shape, and returns whether it was one; else nothing was read. */
  boolean readUsual() {
    UsualDocument usual = new UsualDocument(json);
    if (!usual.read()) {
      return false;
    }
    tags.addAll(usual.tags());
    cloudName = usual.cloud();
    changeNumber = usual.changeNumber();
    valuesSeen = true;
    return true;
  }

  /** Reads the document to its end, whatever it is. */
  void read() throws IOException {
    try (JsonParser parser = JsonMembers.JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw invalid(
            parser.currentToken() == null
                ? "the file is empty"
                : "the document is not a JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        readMember(parser, JsonMembers.key(parser));
      }
      if (parser.nextToken() != null) {
        throw invalid("there is more after the end of the document");
      }
    } catch (JsonProcessingException e) {
      throw invalid("not valid JSON, or cut off" + JsonText.place(e));
    }
  }

  private void readMember(JsonParser parser, String field) throws IOException {
    JsonToken value = parser.nextToken();
    switch (field) {
      case "changeNumber" -> {
        require(
            JsonMembers.isChangeNumber(parser),
            "changeNumber is not a whole number of at most 31 bits");
        require(changeNumber == null, "changeNumber appears twice");
        changeNumber = JsonMembers.changeNumber(parser);
        ofApi = value == JsonToken.VALUE_STRING;
      }
      case "cloud" -> {
        require(value == JsonToken.VALUE_STRING, "cloud is not a string");
        require(cloudName == null, "cloud appears twice");
        cloudName = parser.getText();
      }
      case "values" -> {
        require(value == JsonToken.START_ARRAY, "values is not an array");
        require(!valuesSeen, "values appears twice");
        valuesSeen = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          tags.add(readTag(parser));
        }
      }
      // The project's samples say so: their addresses are those of documentation.
      case "sample" -> {
        sample = value == JsonToken.VALUE_TRUE;
        parser.skipChildren();
      }
      case "nextLink" -> {
        if (value != JsonToken.VALUE_NULL) {
          throw JsonMembers.onePage(file);
        }
      }
      default -> parser.skipChildren();
    }
  }

  private ServiceTag readTag(JsonParser parser) throws IOException {
    require(parser.currentToken() == JsonToken.START_OBJECT, "is not an object", null);
    @Nullable String name = null;
    @Nullable TagProperties properties = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = JsonMembers.key(parser);
      JsonToken value = parser.nextToken();
      switch (field) {
        case "name" -> {
          require(value == JsonToken.VALUE_STRING, "has a name that is not a string", name);
          require(name == null, "has two names", name);
          name = parser.getText();
        }
        case "properties" -> {
          requireDepth(value, name);
          require(value == JsonToken.START_OBJECT, "has properties that are not an object", name);
          require(properties == null, "has properties twice", name);
          properties = readProperties(parser, name);
        }
        default -> parser.skipChildren();
      }
    }
    if (name == null || name.isEmpty()) {
      throw ofTag("has no name", name);
    }
    if (properties == null) {
      throw ofTag("has no properties", name);
    }
    require(properties.prefixesOffset >= 0, "has no addressPrefixes", name);
    return properties.toTag(name);
  }

  private TagProperties readProperties(JsonParser parser, @Nullable String name)
      throws IOException {
    TagProperties properties = new TagProperties();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = JsonMembers.key(parser);
      JsonToken value = parser.nextToken();
      switch (field) {
        case "changeNumber" -> {
          require(JsonMembers.isChangeNumber(parser), "has a bad changeNumber", name);
          require(properties.changeNumber < 0, "has changeNumber twice", name);
          properties.changeNumber = JsonMembers.changeNumber(parser);
        }
        case "region" -> {
          if (value != JsonToken.VALUE_NULL) {
            require(value == JsonToken.VALUE_STRING, "has a region that is not a string", name);
            require(properties.region == null, "has region twice", name);
            properties.region = parser.getText();
          }
        }
        case "networkFeatures" -> {
          if (value != JsonToken.VALUE_NULL) {
            require(properties.networkFeatures == null, "has networkFeatures twice", name);
            properties.networkFeatures = readFeatures(parser, value, name);
          }
        }
        case "addressPrefixes" -> {
          requireDepth(value, name);
          require(
              value == JsonToken.START_ARRAY, "has addressPrefixes that are not an array", name);
          require(properties.prefixesOffset < 0, "has addressPrefixes twice", name);
          properties.prefixesOffset = (int) parser.currentTokenLocation().getByteOffset();
          JsonToken element = parser.nextToken();
          while (element == JsonToken.VALUE_STRING) {
            element = parser.nextToken();
          }
          require(
              element == JsonToken.END_ARRAY, "has an address prefix that is not a string", name);
        }
        default -> parser.skipChildren();
      }
    }
    return properties;
  }

  private void requireDepth(JsonToken value, @Nullable String name) {
    if (value == JsonToken.VALUE_STRING) {
      throw JsonMembers.tooShallow(file, name);
    }
  }

  private List<String> readFeatures(JsonParser parser, JsonToken value, @Nullable String name)
      throws IOException {
    require(value == JsonToken.START_ARRAY, "has networkFeatures that are not an array", name);
    List<String> features = new ArrayList<>(4);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      require(
          parser.currentToken() == JsonToken.VALUE_STRING,
          "has a network feature that is not a string",
          name);
      features.add(parser.getText());
    }
    return features;
  }

  private void require(boolean condition, String problem, @Nullable String tagName) {
    if (!condition) {
      throw ofTag(problem, tagName);
    }
  }

  private InvalidInputException ofTag(String problem, @Nullable String tagName) {
    String tag =
        tagName == null ? "tag number " + (tags.size() + 1) : "tag " + Printable.of(tagName);
    return invalid(tag + " " + problem);
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      throw invalid(problem);
    }
  }

  private InvalidInputException invalid(String problem) {
    return new InvalidInputException(file + ": " + problem, ServiceTagsReader.DOWNLOAD_AGAIN);
  }
}
