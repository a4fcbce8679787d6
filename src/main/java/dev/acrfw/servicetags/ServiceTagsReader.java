package dev.acrfw.servicetags;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.acrfw.text.Printable;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the "Azure IP Ranges and Service Tags" file.
 *
 * <p>One pass over the bytes checks that the document is JSON to its last byte and that every tag
 * has the right shape, and notes where each tag's prefixes start; no prefix is parsed yet. Any
 * order of keys, unknown fields, a byte order mark, CRLF and gzip are accepted.
 */
public final class ServiceTagsReader {
  static final JsonFactory JSON =
      new JsonFactoryBuilder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  static final String DOWNLOAD_HINT =
      "\nget a fresh file: download it again from the page"
          + " \"Azure IP Ranges and Service Tags\" and compare its size";

  /** The published files have about 4 MB; this stops a gzip bomb or an endless pipe. */
  private static final int MAX_BYTES = 512 * 1024 * 1024;

  private static final int STEP = 1 << 16;

  private final String file;
  private final byte[] json;
  private final int start;
  private final List<ServiceTag> tags = new ArrayList<>(4096);
  private String cloudName;
  private Integer changeNumber;
  private boolean valuesSeen;

  private ServiceTagsReader(String file, byte[] json, int start) {
    this.file = file;
    this.json = json;
    this.start = start;
  }

  /**
   * Reads a file, plain or gzip; of a pipe or device the source's file is {@code -}.
   *
   * @throws IOException when it cannot be read
   * @throws InvalidServiceTagsException when it is not a service tags file
   */
  public static ServiceTagsFile read(Path path) throws IOException {
    if (!Files.isRegularFile(path) && !Files.isDirectory(path) && Files.exists(path)) {
      try (InputStream pipe = Files.newInputStream(path)) {
        return read(pipe);
      }
    }
    String file = Printable.of(String.valueOf(path.getFileName()));
    long size = Files.size(path);
    if (size > MAX_BYTES) {
      throw tooLarge(file);
    }
    return read(file, readBytes(path, (int) size));
  }

  /** Reads in small steps: Files.readAllBytes first copies the whole file outside of the heap. */
  private static byte[] readBytes(Path path, int size) throws IOException {
    byte[] bytes = new byte[size];
    int length = 0;
    try (FileInputStream in = new FileInputStream(path.toFile())) {
      while (length < size) {
        int step = in.read(bytes, length, Math.min(STEP, size - length));
        if (step < 0) {
          return Arrays.copyOf(bytes, length);
        }
        length += step;
      }
      return bytes;
    } catch (FileNotFoundException e) {
      throw Files.exists(path) && !Files.isReadable(path)
          ? new AccessDeniedException(path.toString())
          : e;
    }
  }

  /**
   * Reads a stream to its end, plain or gzip; the source's file is then {@code -}.
   *
   * @throws IOException when it cannot be read
   * @throws InvalidServiceTagsException when it is not a service tags file
   */
  public static ServiceTagsFile read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw tooLarge("-");
    }
    return read("-", bytes);
  }

  /**
   * Reads the bytes of a file, plain or gzip.
   *
   * @param file the name for the source and for messages, printable ASCII
   * @throws InvalidServiceTagsException when it is not a service tags file
   */
  public static ServiceTagsFile read(String file, byte[] bytes) throws IOException {
    byte[] json = unpack(file, bytes);
    Checksum checksum = Checksum.startOf(json);
    ServiceTagsReader reader = new ServiceTagsReader(file, json, afterByteOrderMark(file, json));
    reader.readDocument();
    return reader.toFile(checksum);
  }

  private static byte[] unpack(String file, byte[] bytes) throws IOException {
    if (bytes.length < 2 || (bytes[0] & 0xff) != 0x1f || (bytes[1] & 0xff) != 0x8b) {
      return bytes;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)) {
      byte[] json = in.readNBytes(MAX_BYTES + 1);
      if (json.length > MAX_BYTES) {
        throw tooLarge(file);
      }
      return json;
    } catch (EOFException | ZipException e) {
      throw new InvalidServiceTagsException(
          file + ": the gzip data is damaged or cut off" + DOWNLOAD_HINT);
    }
  }

  private static InvalidServiceTagsException tooLarge(String file) {
    return new InvalidServiceTagsException(
        file + ": more than " + MAX_BYTES + " bytes of JSON" + DOWNLOAD_HINT);
  }

  private static int afterByteOrderMark(String file, byte[] json) {
    int first = json.length > 0 ? json[0] & 0xff : 0;
    int second = json.length > 1 ? json[1] & 0xff : 0;
    if (first == 0xef && second == 0xbb && json.length > 2 && (json[2] & 0xff) == 0xbf) {
      return 3;
    }
    if (first == 0xfe && second == 0xff
        || first == 0xff && second == 0xfe
        || json.length > 1 && (first == 0 || second == 0)) {
      throw new InvalidServiceTagsException(
          file
              + ": the file is UTF-16 or UTF-32, not UTF-8\n"
              + "save the download itself, without converting it"
              + " (PowerShell: Invoke-WebRequest -OutFile, not >)");
    }
    return 0;
  }

  private ServiceTagsFile toFile(Checksum checksum) {
    if (cloudName == null || changeNumber == null || !valuesSeen) {
      throw invalid(
          "it is JSON, but not a service tags file: it needs changeNumber, cloud and values");
    }
    Optional<Cloud> cloud = Cloud.named(cloudName);
    if (cloud.isEmpty()) {
      throw invalid("unknown cloud " + Printable.of(cloudName));
    }
    Source source = new Source(file, cloud.get(), changeNumber, checksum);
    return new ServiceTagsFile(source, tags, new AddressPrefixesReader(file, json, start));
  }

  private void readDocument() throws IOException {
    for (int i = start; i < json.length; i++) {
      if (json[i] == '<') {
        throw new InvalidServiceTagsException(
            file
                + ": this is a web page, not the JSON file\n"
                + "follow the page's download link and save what it leads to");
      }
      if (json[i] > ' ') {
        break;
      }
    }
    try (JsonParser parser = JSON.createParser(json, start, json.length - start)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw invalid(
            parser.currentToken() == null
                ? "the file is empty"
                : "the document is not a JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        readMember(parser, parser.currentName());
      }
      if (parser.nextToken() != null) {
        throw invalid("there is more behind the end of the document");
      }
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      String where =
          place == null
              ? ""
              : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
      throw invalid("not valid JSON, or cut off" + where + ": " + e.getOriginalMessage());
    }
  }

  private void readMember(JsonParser parser, String field) throws IOException {
    JsonToken value = parser.nextToken();
    switch (field) {
      case "changeNumber" -> {
        require(isChangeNumber(parser), "changeNumber is not a whole number of at most 31 bits");
        require(changeNumber == null, "changeNumber stands there twice");
        changeNumber = parser.getIntValue();
      }
      case "cloud" -> {
        require(value == JsonToken.VALUE_STRING, "cloud is not a string");
        require(cloudName == null, "cloud stands there twice");
        cloudName = parser.getText();
      }
      case "values" -> {
        require(value == JsonToken.START_ARRAY, "values is not an array");
        require(!valuesSeen, "values stands there twice");
        valuesSeen = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          tags.add(readTag(parser));
        }
      }
      default -> parser.skipChildren();
    }
  }

  private ServiceTag readTag(JsonParser parser) throws IOException {
    require(parser.currentToken() == JsonToken.START_OBJECT, "is not an object", null);
    String name = null;
    TagProperties properties = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (field) {
        case "name" -> {
          require(value == JsonToken.VALUE_STRING, "has a name that is not a string", name);
          require(name == null, "has two names", name);
          name = parser.getText();
        }
        case "properties" -> {
          require(value == JsonToken.START_OBJECT, "has properties that are not an object", name);
          require(properties == null, "has properties twice", name);
          properties = readProperties(parser, name);
        }
        default -> parser.skipChildren();
      }
    }
    require(name != null && !name.isEmpty(), "has no name", name);
    require(properties != null, "has no properties", name);
    require(properties.prefixesOffset >= 0, "has no addressPrefixes", name);
    return new ServiceTag(
        name,
        properties.changeNumber,
        properties.region,
        properties.networkFeatures,
        properties.prefixesOffset);
  }

  private static final class TagProperties {
    private int changeNumber;
    private String region = "";
    private List<String> networkFeatures = List.of();
    private int prefixesOffset = -1;
  }

  private TagProperties readProperties(JsonParser parser, String name) throws IOException {
    TagProperties properties = new TagProperties();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (field) {
        case "changeNumber" -> {
          require(isChangeNumber(parser), "has a bad changeNumber", name);
          properties.changeNumber = parser.getIntValue();
        }
        case "region" -> {
          if (value != JsonToken.VALUE_NULL) {
            require(value == JsonToken.VALUE_STRING, "has a region that is not a string", name);
            properties.region = parser.getText();
          }
        }
        case "networkFeatures" -> {
          if (value != JsonToken.VALUE_NULL) {
            properties.networkFeatures = readFeatures(parser, value, name);
          }
        }
        case "addressPrefixes" -> {
          require(value == JsonToken.START_ARRAY, "has addressPrefixes that are no array", name);
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

  private static boolean isChangeNumber(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() == JsonParser.NumberType.INT
        && parser.getIntValue() >= 0;
  }

  private List<String> readFeatures(JsonParser parser, JsonToken value, String name)
      throws IOException {
    require(value == JsonToken.START_ARRAY, "has networkFeatures that are no array", name);
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

  private void require(boolean condition, String problem, String tagName) {
    if (!condition) {
      String tag =
          tagName == null ? "tag number " + (tags.size() + 1) : "tag " + Printable.of(tagName);
      throw invalid(tag + " " + problem);
    }
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      throw invalid(problem);
    }
  }

  private InvalidServiceTagsException invalid(String problem) {
    return new InvalidServiceTagsException(file + ": " + problem + DOWNLOAD_HINT);
  }
}
