package dev.acrfw.cli;

import dev.acrfw.failure.UsageException;
import dev.acrfw.format.Format;
import dev.acrfw.option.Listed;
import dev.acrfw.option.Option;
import dev.acrfw.option.OptionValues;
import dev.acrfw.render.EarlierOutput;
import dev.acrfw.render.Installation;
import dev.acrfw.render.azure.NsgOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How the rules are installed: their name, and the options of the formats. */
final class InstallationOptions {
  private final OptionValues values;
  private final Set<Option<?>> ofFormats = new LinkedHashSet<>();

  InstallationOptions(Arguments arguments) {
    values = arguments.values();
    arguments.under(Heading.RULES);
    arguments.add(Installation.NAME);
    for (Format format : Format.values()) {
      for (Option<?> option : format.options()) {
        if (ofFormats.add(option)) {
          arguments.under(heading(format));
          arguments.add(option);
        }
      }
    }
  }

  private static Heading heading(Format format) {
    if (format.hasHooks()) {
      return Heading.LINUX;
    }
    return format.options().contains(NsgOptions.ADDRESSES) ? Heading.NSG : Heading.OTHER_FORMATS;
  }

  /**
   * Returns how the rules are installed by a command.
   *
   * @param earlier the output that this one is written over, for a format that numbers rules
   */
  Installation installation(CanonicalCommand command, Optional<EarlierOutput> earlier) {
    command.addGiven(Installation.NAME, values);
    for (Option<?> option : ofFormats) {
      command.addGiven(option, values);
    }
    return new Installation(command.toString(), values, earlier);
  }

  /** Returns what everything in the output is named after. */
  String name() {
    return values.get(Installation.NAME);
  }

  /** Returns whether an option belongs to some of the formats only. */
  boolean isOfFormats(Option<?> option) {
    return ofFormats.contains(option);
  }

  /** Returns whether the output names tags in place of addresses. */
  boolean namesTags(Format format) {
    return format.namesTags(values);
  }

  /** Refuses options that mean nothing in a format, before any file is read. */
  void check(Format format) {
    if (values.isGiven(Installation.ENFORCE)) {
      format.requireEnforceable();
    }
    for (Option<?> option : ofFormats) {
      if (values.isGiven(option) && !format.options().contains(option)) {
        throw new UsageException(
            option.name() + " is an option of " + Listed.and(formatsWith(option)) + " only");
      }
    }
  }

  private static List<String> formatsWith(Option<?> option) {
    List<String> names = new ArrayList<>();
    for (Format format : Format.values()) {
      if (format.options().contains(option)) {
        names.add(format.displayName());
      }
    }
    return names;
  }

  /** Refuses what is without effect where everything is taken away. */
  void checkRemoval(Format format) {
    for (Option<?> option : format.options()) {
      if (values.isGiven(option) && !format.removalOptions().contains(option)) {
        throw new UsageException(
            option.name()
                + " changes nothing with --remove: everything under this name is removed");
      }
    }
  }
}
