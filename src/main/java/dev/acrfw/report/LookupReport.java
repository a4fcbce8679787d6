package dev.acrfw.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.access.Endpoint;
import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.Prefix;
import dev.acrfw.lookup.Answer;
import dev.acrfw.lookup.Holding;
import dev.acrfw.lookup.NameAnswer;
import dev.acrfw.lookup.Verdict;
import dev.acrfw.render.PlanMembers;
import dev.acrfw.rules.Rule;
import dev.acrfw.servicetags.Source;
import dev.acrfw.servicetags.TagName;
import dev.acrfw.text.Colour;
import dev.acrfw.text.JsonDocument;
import dev.acrfw.text.Printable;
import dev.acrfw.text.TextTable;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which tags hold addresses, and which purposes need names. */
public final class LookupReport {
  private final Source source;
  private final List<Answer> answers;
  private final List<NameAnswer> names;

  /**
   * @param source the file that was looked into
   */
  public LookupReport(Source source, List<Answer> answers, List<NameAnswer> names) {
    this.source = source;
    this.answers = answers;
    this.names = names;
  }

  /**
   * Returns the report for a person.
   *
   * @param colours whether verdicts are coloured
   */
  public String table(boolean colours) {
    StringBuilder text = new StringBuilder();
    if (!answers.isEmpty()) {
      TextTable table = new TextTable("ADDRESS", "TAG", "PREFIX", "THE TAG OPENS");
      answers.forEach(answer -> rows(table, answer));
      text.append(table.toText());
    }
    if (!names.isEmpty()) {
      TextTable table = new TextTable("NAME", "HOST", "FOR", "PORT", "TAG");
      names.forEach(name -> rows(table, name));
      text.append(text.isEmpty() ? "" : "\n").append(table.toText());
    }
    StringBuilder verdicts = new StringBuilder();
    for (Answer answer : answers) {
      answer
          .verdict()
          .ifPresent(
              verdict ->
                  verdicts
                      .append(answer.prefix().shown())
                      .append(": ")
                      .append(
                          Colour.of(verdict.allowed())
                              .paint(sentence(verdict, answer.prefix().family()), colours))
                      .append('\n'));
    }
    for (NameAnswer name : names) {
      name.allowed()
          .ifPresent(
              allowed ->
                  verdicts
                      .append(name.name())
                      .append(": ")
                      .append(
                          Colour.of(allowed)
                              .paint((allowed ? "" : "not ") + "a name of the selection", colours))
                      .append('\n'));
    }
    return text + (verdicts.isEmpty() ? "" : "\n" + verdicts);
  }

  private static void rows(TextTable table, Answer answer) {
    String address = answer.name().map(name -> name + " = ").orElse("") + answer.prefix().shown();
    if (answer.holdings().isEmpty()) {
      table.row(address, "(no tag)", "", "");
    }
    for (Holding holding : answer.holdings()) {
      table.row(
          address,
          Printable.of(holding.tag().name().toString()),
          holding
              .prefix()
              .map(Prefix::toString)
              .orElseGet(
                  () -> AddressCount.grouped(holding.held().addressCount()) + " of its addresses"),
          opened(holding.opens()));
    }
  }

  private static void rows(TextTable table, NameAnswer name) {
    if (name.endpoints().isEmpty()) {
      table.row(
          name.name(),
          name.optionalFor().isEmpty() ? "(no purpose needs it)" : "(optional)",
          String.join(", ", name.optionalFor()),
          "",
          "");
    }
    for (Endpoint endpoint : name.endpoints()) {
      table.row(
          name.name(),
          endpoint.host().orElse(""),
          endpoint.purposes().stream().map(p -> p.displayName()).collect(Collectors.joining(", ")),
          endpoint.ports().joined(", "),
          endpoint.serviceTags().stream().map(TagName::toString).collect(Collectors.joining(", ")));
    }
  }

  /** Returns how much is opened, in the words of every report. */
  static String opened(AddressSpace space) {
    String ipv4 = AddressCount.grouped(space.ipv4().addressCount()) + " IPv4";
    int ipv6 = space.ipv6().cidrCount();
    String prefixes = AddressCount.grouped(BigInteger.valueOf(ipv6)) + " IPv6 prefix";
    return ipv6 == 0 ? ipv4 : ipv4 + ", " + prefixes + (ipv6 == 1 ? "" : "es");
  }

  /** Returns a verdict in one line. */
  static String sentence(Verdict verdict, Family family) {
    if (verdict.allowed()) {
      return verdict
          .rule()
          .map(rule -> "allowed by " + name(rule))
          .orElse("allowed, by several rules");
    }
    return verdict
        .change()
        .map(
            change ->
                "not allowed; %s would allow it, and opens %s more"
                    .formatted(change.option(), opened(change.opens())))
        .orElse("not allowed, and no tag holds all of it");
  }

  /** As it is called where {@code --name} says nothing else. */
  private static String name(Rule rule) {
    return rule.name("acrfw");
  }

  /** Returns the report as JSON, format version 1. */
  public String json() {
    return JsonDocument.write(
        json -> {
          PlanMembers.source(json, "source", source);
          json.writeArrayFieldStart("addresses");
          for (Answer answer : answers) {
            json.writeStartObject();
            json.writeStringField("address", answer.prefix().shown());
            if (answer.name().isPresent()) {
              json.writeStringField("name", answer.name().get());
            }
            json.writeNumberField("count", 1);
            json.writeArrayFieldStart("tags");
            for (Holding holding : answer.holdings()) {
              write(json, holding);
            }
            json.writeEndArray();
            verdict(json, answer.verdict());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("names");
          for (NameAnswer name : names) {
            json.writeStartObject();
            json.writeStringField("name", name.name());
            json.writeArrayFieldStart("endpoints");
            for (Endpoint endpoint : name.endpoints()) {
              json.writeStartObject();
              PlanMembers.endpoint(json, endpoint);
              json.writeEndObject();
            }
            json.writeEndArray();
            JsonDocument.lineStrings(json, "optionalFor", name.optionalFor());
            json.writeObjectField("allowed", name.allowed().orElse(null));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, Holding holding) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", holding.tag().name().toString());
    json.writeStringField("region", holding.tag().region());
    json.writeStringField("prefix", holding.prefix().map(Prefix::toString).orElse(null));
    json.writeStringField("held", holding.held().addressCount().toString());
    opens(json, holding.opens());
    json.writeEndObject();
  }

  /** Writes {@code ipv4} and {@code ipv6}: how many addresses a tag opens. */
  static void opens(JsonGenerator json, AddressSpace space) throws IOException {
    json.writeNumberField("ipv4", space.ipv4().addressCount());
    json.writeStringField("ipv6", space.ipv6().addressCount().toString());
  }

  /** Writes {@code allowed}, {@code rule} and {@code change}; all null without a selection. */
  static void verdict(JsonGenerator json, Optional<Verdict> verdict) throws IOException {
    if (verdict.isEmpty()) {
      json.writeNullField("allowed");
      json.writeNullField("rule");
      return;
    }
    json.writeBooleanField("allowed", verdict.get().allowed());
    json.writeStringField("rule", verdict.get().rule().map(LookupReport::name).orElse(null));
    if (verdict.get().change().isPresent()) {
      json.writeStringField("change", verdict.get().change().get().option());
    }
  }
}
