package dev.acrfw.cli;

import dev.acrfw.access.Registry;
import dev.acrfw.registry.InvalidIpRuleException;
import dev.acrfw.registry.IpRules;
import dev.acrfw.registry.PublicAccess;
import dev.acrfw.registry.RegistryFragment;
import dev.acrfw.registry.RegistryScript;
import dev.acrfw.registry.RegistrySettings;
import dev.acrfw.render.Provenance;
import dev.acrfw.rules.EmptySelectionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "registry",
    version = "acrfw " + Provenance.VERSION,
    sortOptions = false,
    description = "Write what sets a registry's own network rules. What is not named stays.")
final class RegistryCommand implements Callable<Integer> {
  private static final Pattern RESOURCE_GROUP =
      Pattern.compile("[A-Za-z0-9_()-][A-Za-z0-9._()-]{0,88}[A-Za-z0-9_()-]|[A-Za-z0-9_()]");

  private final Streams streams;
  private final InputFiles files;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-r", "--registry"},
      paramLabel = "NAME",
      required = true,
      description = "Name or login server of the registry.")
  private String registry;

  @Option(
      names = {"-g", "--resource-group"},
      paramLabel = "GROUP",
      description = "Its resource group. Default: the script looks it up.")
  private String resourceGroup;

  @Option(
      names = "--allow",
      paramLabel = "CIDR",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description = "Public IPv4 addresses or CIDRs of clients that are let in.")
  private List<String> allow = new ArrayList<>();

  @Option(
      names = "--allow-file",
      paramLabel = "FILE",
      description = "The same from a file, one a line; # starts a comment, - is standard input.")
  private String allowFile;

  @Option(
      names = "--public-access",
      paramLabel = "FROM",
      description = "all, selected (only the IP rules), or none.")
  private PublicAccess publicAccess;

  @Option(
      names = "--trusted-services",
      paramLabel = "on|off",
      description = "Whether trusted services pass: see 'acrfw trusted-services'.")
  private OnOff trustedServices;

  @Option(
      names = "--tasks-bypass",
      paramLabel = "on|off",
      description = "Whether ACR Tasks with a system-assigned identity pass.")
  private OnOff tasksBypass;

  @Option(
      names = "--data-endpoints",
      paramLabel = "on|off",
      description = "Dedicated data endpoints; the script pauses before it switches them.")
  private OnOff dataEndpoints;

  @Option(names = "--prune", description = "Remove IP rules that are not named; az only.")
  private boolean prune;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "az (default): a sh script; arm, bicep: properties to merge; json.")
  private SettingsFormat format = SettingsFormat.AZ;

  @Mixin private StandardOptions standard;

  enum OnOff {
    ON,
    OFF
  }

  enum SettingsFormat {
    AZ,
    ARM,
    BICEP,
    JSON
  }

  RegistryCommand(Streams streams, InputFiles files) {
    this.streams = streams;
    this.files = files;
  }

  @Override
  public Integer call() throws IOException {
    String name =
        Registry.parse(registry)
            .map(Registry::label)
            .map(label -> label.replaceFirst("-.*", ""))
            .orElseThrow(() -> usage("'" + registry + "' is no registry name or login server"));
    if (resourceGroup != null
        && (!RESOURCE_GROUP.matcher(resourceGroup).matches() || resourceGroup.startsWith("-"))) {
      throw usage("--resource-group '" + resourceGroup + "' is no name of a resource group");
    }
    checkOptions();
    List<String> rules = allowedRules();
    RegistrySettings settings =
        new RegistrySettings(
            name,
            resourceGroup,
            rules,
            toBoolean(trustedServices),
            toBoolean(tasksBypass),
            toBoolean(dataEndpoints),
            publicAccess,
            prune);
    streams.print(
        switch (format) {
          case AZ -> new RegistryScript(settings).text(commandLine(settings));
          case ARM -> new RegistryFragment(settings).arm();
          case BICEP -> new RegistryFragment(settings).bicep();
          case JSON -> new RegistryFragment(settings).json();
        });
    return ExitCode.OK;
  }

  private boolean allows() {
    return !allow.isEmpty() || allowFile != null;
  }

  private void checkOptions() {
    if (!allows()
        && publicAccess == null
        && trustedServices == null
        && tasksBypass == null
        && dataEndpoints == null) {
      throw usage("nothing to set: name at least one of --allow, --public-access, ...");
    }
    if (prune && !allows()) {
      throw usage("--prune changes nothing without --allow");
    }
    if (prune && format != SettingsFormat.AZ) {
      throw usage("--prune is for the az script: a template's ipRules replaces the whole list");
    }
    if (allows() && (publicAccess == PublicAccess.ALL || publicAccess == PublicAccess.NONE)) {
      throw usage(
          "--allow changes nothing with --public-access "
              + publicAccess.name().toLowerCase(Locale.ROOT)
              + "\nIP rules matter with selected");
    }
    boolean template = format == SettingsFormat.ARM || format == SettingsFormat.BICEP;
    if (template && allows() && publicAccess == null) {
      throw usage("a template's rule set has a default action: add --public-access selected");
    }
    if (publicAccess == PublicAccess.SELECTED && !allows()) {
      throw new EmptySelectionException(
          "--public-access selected without any IP rule lets nobody in"
              + "\nname the clients with --allow, or say --public-access none");
    }
  }

  /** Returns the fewest rules; null when none is named. */
  private List<String> allowedRules() throws IOException {
    if (!allows()) {
      return null;
    }
    IpRules rules = new IpRules();
    for (String text : allow) {
      try {
        rules.add(text.strip());
      } catch (InvalidIpRuleException e) {
        throw usage("--allow: " + e.getMessage());
      }
    }
    if (allowFile != null) {
      addFile(rules);
    }
    List<String> fewest = rules.fewest();
    if (fewest.isEmpty()) {
      throw new EmptySelectionException("--allow-file names no address");
    }
    return fewest;
  }

  private void addFile(IpRules rules) throws IOException {
    String text = new String(files.readBytes(allowFile), StandardCharsets.UTF_8);
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      int comment = line.indexOf('#');
      String address = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!address.isEmpty()) {
        try {
          rules.add(address);
        } catch (InvalidIpRuleException e) {
          throw new InvalidIpRuleException("--allow-file, line " + number + ": " + e.getMessage());
        }
      }
    }
  }

  private String commandLine(RegistrySettings settings) {
    StringBuilder command = new StringBuilder("acrfw registry");
    Selection.option(command, "--registry", settings.registry());
    if (resourceGroup != null) {
      Selection.option(command, "--resource-group", resourceGroup);
    }
    if (settings.allowed() != null) {
      Selection.option(command, "--allow", String.join(",", settings.allowed()));
    }
    if (publicAccess != null) {
      Selection.option(command, "--public-access", publicAccess.name().toLowerCase(Locale.ROOT));
    }
    appendSwitch(command, "--trusted-services", trustedServices);
    appendSwitch(command, "--tasks-bypass", tasksBypass);
    appendSwitch(command, "--data-endpoints", dataEndpoints);
    return prune ? command + " --prune" : command.toString();
  }

  private static void appendSwitch(StringBuilder command, String option, OnOff value) {
    if (value != null) {
      Selection.option(command, option, value.name().toLowerCase(Locale.ROOT));
    }
  }

  private static Boolean toBoolean(OnOff value) {
    return value == null ? null : value == OnOff.ON;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
