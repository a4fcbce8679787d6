package dev.acrfw.render;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.access.Direction;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.Ports;
import dev.acrfw.access.Purpose;
import dev.acrfw.servicetags.Source;
import dev.acrfw.servicetags.TagName;
import dev.acrfw.text.JsonDocument;
import java.io.IOException;
import java.util.List;

/** The members that JSON documents share. */
public final class PlanMembers {
  private PlanMembers() {}

  /** Writes {@code generator} and {@code source}, each on one line. */
  public static void provenance(JsonGenerator json, String version, Source source)
      throws IOException {
    JsonDocument.lineObject(
        json,
        "generator",
        object -> {
          object.writeStringField("name", "acrfw");
          object.writeStringField("version", version);
        });
    source(json, "source", source);
  }

  /** Writes a source on one line. */
  public static void source(JsonGenerator json, String field, Source source) throws IOException {
    JsonDocument.lineObject(
        json,
        field,
        object -> {
          object.writeStringField("file", source.file());
          object.writeStringField("cloud", source.cloud().fileName());
          object.writeNumberField("changeNumber", source.changeNumber());
          object.writeStringField("sha256", source.sha256());
        });
  }

  /** Writes the members of an endpoint, its object being open. */
  public static void endpoint(JsonGenerator json, Endpoint endpoint) throws IOException {
    json.writeStringField("host", endpoint.host().orElse(null));
    access(json, endpoint.purposes(), endpoint.direction(), endpoint.ports());
    JsonDocument.lineStrings(
        json, "serviceTags", endpoint.serviceTags().stream().map(TagName::toString).toList());
  }

  /** Writes the members that endpoints and rules have in common. */
  public static void access(
      JsonGenerator json, List<Purpose> purposes, Direction direction, Ports ports)
      throws IOException {
    JsonDocument.lineStrings(
        json, "purposes", purposes.stream().map(Purpose::displayName).toList());
    json.writeStringField("direction", direction.displayName());
    json.writeStringField("protocol", "tcp");
    JsonDocument.lineNumbers(json, "ports", ports.numbers());
  }
}
