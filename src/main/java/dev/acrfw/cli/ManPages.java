package dev.acrfw.cli;

import dev.acrfw.option.Option;
import dev.acrfw.render.Provenance;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The manual pages of the program and its commands, from the same declarations as the help. */
public final class ManPages {
  private static final Surroundings NOTHING =
      new Surroundings(
          InputStream.nullInputStream(),
          OutputStream.nullOutputStream(),
          OutputStream.nullOutputStream(),
          Map.of(),
          Clock.systemUTC(),
          false);

  private ManPages() {}

  /** Returns the pages in roff for man(7), by the names of their files. */
  public static Map<String, String> all() {
    List<Command> commands = Commands.all(NOTHING, new InputFiles(NOTHING));
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("acrfw.1", page("acrfw", new AcrfwCommand(NOTHING).arguments, commands));
    for (Command command : commands) {
      String name = "acrfw-" + command.arguments.name();
      pages.put(name + ".1", page(name, command.arguments, List.of()));
    }
    return pages;
  }

  private static String page(String name, Arguments arguments, List<Command> commands) {
    StringBuilder page = new StringBuilder();
    page.append(".TH ").append(name.toUpperCase(Locale.ROOT).replace("-", "\\-"));
    page.append(" 1 \"\" \"acrfw ").append(Provenance.VERSION).append("\" \"acrfw\"\n");
    page.append(".SH NAME\n").append(escaped(name)).append(" \\- ");
    page.append(escaped(arguments.description())).append("\n.SH SYNOPSIS\n");
    page.append(".B ").append(escaped(name.replaceFirst("-", " "))).append('\n');
    page.append(escaped((commands.isEmpty() ? "" : "COMMAND ") + arguments.synopsis()));
    page.append("\n");
    if (!commands.isEmpty()) {
      page.append(".SH COMMANDS\n");
      for (Command command : commands) {
        String other = "acrfw-" + command.arguments.name();
        item(page, "\\fB" + escaped(other) + "\\fR(1)", command.arguments.description());
      }
    }
    page.append(".SH OPTIONS\n");
    for (Argument<?> argument : arguments.all()) {
      if (!argument.isOption()) {
        item(page, "\\fI" + argument.option().label() + "\\fR", argument.option().help());
      }
    }
    for (Heading heading : Heading.values()) {
      List<Argument<?>> under = arguments.standingUnder(heading);
      if (!under.isEmpty()) {
        page.append(".SS ").append(heading.text()).append('\n');
      }
      for (Argument<?> argument : under) {
        item(page, names(argument.option()), argument.option().help());
      }
    }
    page.append(".SH EXAMPLES\n.EX\n");
    arguments.examples().forEach(example -> page.append(escaped(example)).append('\n'));
    page.append(".EE\n.SH EXIT STATUS\n");
    ExitCode.meanings().forEach((code, meaning) -> item(page, String.valueOf(code), meaning));
    if (commands.isEmpty()) {
      page.append(".SH SEE ALSO\n.BR acrfw (1)\n");
    }
    return page.toString();
  }

  private static void item(StringBuilder page, String what, String meaning) {
    page.append(".TP\n").append(what).append('\n').append(escaped(meaning)).append('\n');
  }

  private static String names(Option<?> option) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add("\\fB" + escaped(name) + "\\fR");
    }
    String label = option.arity() == Option.Arity.FLAG ? "" : "=\\fI" + option.label() + "\\fR";
    String more = option.arity() == Option.Arity.LIST ? "[,...]" : "";
    return String.join(", ", names) + label + more;
  }

  /** A hyphen is a minus that can be searched for; a line that begins with a dot is a request. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
