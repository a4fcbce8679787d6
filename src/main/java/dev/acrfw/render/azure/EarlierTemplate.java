package dev.acrfw.render.azure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.acrfw.access.Direction;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.render.EarlierOutput;
import dev.acrfw.text.Printable;
import java.io.IOException;

/** Reads the priorities that an earlier template gave, out of what it says of itself. */
final class EarlierTemplate {
  /** The member that holds them, by direction and rule. */
  static final String MEMBER = "priorities";

  private final EarlierOutput output;
  private final String place;
  private final Priorities priorities = new Priorities();
  private boolean ours;

  private EarlierTemplate(EarlierOutput output, String place) {
    this.output = output;
    this.place = place;
  }

  /**
   * Returns what a template gave.
   *
   * @param place the member of the template that has the priorities among its own
   * @throws InvalidInputException when it is not a template of this program
   */
  static Priorities priorities(EarlierOutput output, String place) {
    EarlierTemplate template = new EarlierTemplate(output, place);
    try (JsonParser json = new JsonFactory().createParser(output.bytes())) {
      template.read(json);
    } catch (IOException e) {
      throw notOurs(output);
    }
    if (!template.ours) {
      throw notOurs(output);
    }
    return template.priorities;
  }

  private void read(JsonParser json) throws IOException {
    require(json.nextToken() == JsonToken.START_OBJECT);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      boolean about = json.currentName().equals(place);
      require(json.nextToken() != null);
      if (about && json.currentToken() == JsonToken.START_OBJECT) {
        readAbout(json);
      } else {
        json.skipChildren();
      }
    }
    require(json.nextToken() == null);
  }

  private void readAbout(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equals(MEMBER);
      require(json.nextToken() != null);
      if (wanted) {
        ours = true;
        readDirections(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void readDirections(JsonParser json) throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Direction direction = direction(output, json.currentName());
      require(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String rule = json.currentName();
        require(json.nextToken() == JsonToken.VALUE_NUMBER_INT);
        note(output, priorities, direction, rule, json.getIntValue());
      }
    }
  }

  /** Returns the direction of a name. */
  static Direction direction(EarlierOutput output, String name) {
    for (Direction direction : Direction.values()) {
      if (direction.displayName().equals(name)) {
        return direction;
      }
    }
    throw notOurs(output);
  }

  /**
   * Notes one priority.
   *
   * @throws InvalidInputException when Azure takes no such priority, or not twice
   */
  static void note(
      EarlierOutput output, Priorities priorities, Direction direction, String rule, int priority) {
    if (priority < NsgOptions.MIN_PRIORITY
        || priority > NsgOptions.MAX_PRIORITY
        || priorities.all(direction).containsValue(priority)) {
      throw notOurs(output);
    }
    priorities.note(direction, rule, priority);
  }

  private void require(boolean fact) {
    if (!fact) {
      throw notOurs(output);
    }
  }

  /** Returns what is said of a file that this program did not write, or not so. */
  static InvalidInputException notOurs(EarlierOutput output) {
    return new InvalidInputException(
        Printable.of(output.file()) + " is not a file of acrfw with the priorities it gave",
        "a file keeps the priorities of the one that it is written over: move this file away,"
            + " or name the earlier one with --earlier");
  }
}
