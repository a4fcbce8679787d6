package dev.acrfw.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes JSON documents: two spaces, LF, the same bytes on every machine. */
public final class JsonDocument {
  /** The version of the shape of every document; within a version fields are only added. */
  public static final int FORMAT_VERSION = 1;

  private JsonDocument() {}

  /** Writes the members of an object. */
  @FunctionalInterface
  public interface Members {
    /** Writes them, the object itself being open. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Returns a document: an object of {@code formatVersion} and the given members. */
  public static String write(Members members) {
    return object(
        json -> {
          json.writeNumberField("formatVersion", FORMAT_VERSION);
          members.write(json);
        });
  }

  /** Returns an object of exactly the given members, with a line end after it. */
  public static String object(Members members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(lines());
      // Text from outside may hold control characters of Unicode and halves of surrogate pairs.
      json.setHighestNonEscapedChar('~');
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** Returns members in the order given: each name followed by its value. */
  public static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return members;
  }

  /** Writes fields whose values are texts, numbers, or lists and maps of such. */
  public static void members(JsonGenerator json, Map<?, ?> members) throws IOException {
    for (Map.Entry<?, ?> member : members.entrySet()) {
      json.writeFieldName(String.valueOf(member.getKey()));
      value(json, member.getValue());
    }
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> members) {
      json.writeStartObject();
      members(json, members);
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else {
      json.writeString(String.valueOf(value));
    }
  }

  /** Writes a field whose value, an object, is on one line. */
  public static void lineObject(JsonGenerator json, String field, Members members)
      throws IOException {
    json.writeFieldName(field);
    var printer = json.getPrettyPrinter();
    json.setPrettyPrinter(oneLine());
    json.writeStartObject();
    members.write(json);
    json.writeEndObject();
    json.setPrettyPrinter(printer);
  }

  /** Writes a field whose value is an array of strings, one a line. */
  public static void strings(JsonGenerator json, String field, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /** Writes a field whose value is a short array of strings, on one line. */
  public static void lineStrings(JsonGenerator json, String field, List<String> values)
      throws IOException {
    json.writeFieldName(field);
    var printer = json.getPrettyPrinter();
    json.setPrettyPrinter(oneLine());
    json.writeArray(values.toArray(String[]::new), 0, values.size());
    json.setPrettyPrinter(printer);
  }

  /** Writes a field whose value is a short array of numbers, on one line. */
  public static void lineNumbers(JsonGenerator json, String field, List<Integer> values)
      throws IOException {
    json.writeFieldName(field);
    var printer = json.getPrettyPrinter();
    json.setPrettyPrinter(oneLine());
    json.writeArray(values.stream().mapToInt(Integer::intValue).toArray(), 0, values.size());
    json.setPrettyPrinter(printer);
  }

  private static DefaultPrettyPrinter lines() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(separators().withArrayEmptySeparator(""));
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return printer;
  }

  private static DefaultPrettyPrinter oneLine() {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            separators()
                .withObjectEntrySpacing(Separators.Spacing.AFTER)
                .withArrayValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator(""));
    printer.indentObjectsWith(DefaultPrettyPrinter.NopIndenter.instance);
    printer.indentArraysWith(DefaultPrettyPrinter.NopIndenter.instance);
    return printer;
  }

  private static Separators separators() {
    return Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
  }
}
