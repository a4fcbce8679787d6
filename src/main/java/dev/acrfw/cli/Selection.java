package dev.acrfw.cli;

import dev.acrfw.access.AccessPlanner;
import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.Purpose;
import dev.acrfw.access.Registry;
import dev.acrfw.access.WantedPurpose;
import dev.acrfw.ip.Family;
import dev.acrfw.rules.Exposure;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Planner;
import dev.acrfw.rules.SingleTag;
import dev.acrfw.rules.UpdateGuard;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.text.Sh;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** A resolved selection: a file, and what is wanted of it. */
record Selection(
    ServiceTagsFile file,
    AccessRequest access,
    boolean regionsChosen,
    List<SingleTag> singleTags,
    Set<Family> families,
    List<String> allowMissingTags) {

  Plan plan(UpdateGuard guard) {
    return plan(tag -> allowMissingTags.stream().anyMatch(tag::equalsIgnoreCase), guard);
  }

  /** Returns the plan without the tags that the file lacks; it has a warning for each. */
  Plan planOfKnownTags() {
    return plan(tag -> true, UpdateGuard.none());
  }

  private Plan plan(Predicate<String> mayBeMissing, UpdateGuard guard) {
    return new Planner(file, access, regionsChosen, singleTags, families, mayBeMissing, guard)
        .plan();
  }

  Exposure exposure(Plan plan) {
    return new Exposure(file, access, families, plan);
  }

  /** Returns the names of the wanted tags that this file or another one has. */
  Set<String> tagNames(ServiceTagsFile other) {
    Set<String> names = new LinkedHashSet<>();
    for (Endpoint endpoint : new AccessPlanner(access).endpoints()) {
      names.addAll(endpoint.serviceTags());
    }
    singleTags.forEach(tag -> names.add(tag.name()));
    names.removeIf(name -> !file.hasTag(name) && !other.hasTag(name));
    return names;
  }

  /** Appends the options that make this selection, in one spelling and order. */
  void appendOptions(StringBuilder command) {
    if (access.registry().isPresent()) {
      Registry registry = access.registry().get();
      String suffix = registry.cloud().isPresent() ? "." + access.cloud().loginSuffix() : "";
      option(command, "--registry", registry.label() + suffix);
    }
    for (String region : access.regions()) {
      option(command, "--region", region.toLowerCase(Locale.ROOT));
    }
    for (String region : access.iotRegions()) {
      option(command, "--iot-region", region.toLowerCase(Locale.ROOT));
    }
    if (regionsChosen && access.regions().isEmpty()) {
      option(command, "--region", "all");
    }
    if (access.dataEndpoint() != DataEndpoint.STORAGE) {
      option(command, "--data-endpoint", access.dataEndpoint().name().toLowerCase(Locale.ROOT));
    }
    if (!singleTags.isEmpty()
        || access.purposes().size() != 1
        || access.purposes().get(0).purpose() != Purpose.PULL) {
      for (WantedPurpose wanted : access.purposes()) {
        option(command, "--for", wanted.optionValue());
      }
    }
    for (String tag : allowMissingTags) {
      option(command, "--allow-missing-tag", tag);
    }
    for (SingleTag tag : singleTags) {
      option(command, "--tag", tag.port() == 443 ? tag.name() : tag.name() + ":" + tag.port());
    }
    if (families.size() == 1) {
      option(command, "--family", families.iterator().next().name().toLowerCase(Locale.ROOT));
    }
  }

  static void option(StringBuilder command, String name, String value) {
    command.append(' ').append(name).append(' ').append(Sh.word(value));
  }
}
