package dev.acrfw.cli;

import dev.acrfw.access.Registry;
import dev.acrfw.registry.InvalidIpRuleException;
import dev.acrfw.registry.IpRules;
import dev.acrfw.registry.PublicAccess;
import dev.acrfw.registry.RegistryFragment;
import dev.acrfw.registry.RegistryScript;
import dev.acrfw.registry.RegistrySettings;
import dev.acrfw.rules.EmptySelectionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

final class RegistryCommand extends Command {
  private static final Pattern RESOURCE_GROUP =
      Pattern.compile("[A-Za-z0-9_()-][A-Za-z0-9._()-]{0,88}[A-Za-z0-9_()-]|[A-Za-z0-9_()]");

  private final Streams streams;
  private final InputFiles files;

  private final Argument<String> registry =
      arguments.required("-r,--registry", "NAME", "Name or login server of the registry.");

  private final Argument<String> resourceGroup =
      arguments.text(
          "-g,--resource-group", "GROUP", "Its resource group. Default: the script looks it up.");

  private final Argument<List<String>> allow =
      arguments.texts(
          "--allow", "CIDR", "Public IPv4 addresses or CIDRs of clients that are let in.");

  private final Argument<String> allowFile =
      arguments.text(
          "--allow-file",
          "FILE",
          "The same from a file, one a line; # starts a comment, - is standard input.");

  private final Argument<PublicAccess> publicAccess =
      arguments.value(
          "--public-access",
          "FROM",
          "all, selected (only the IP rules), or none.",
          PublicAccess.class);

  private final Argument<OnOff> trustedServices =
      arguments.value(
          "--trusted-services",
          "on|off",
          "Whether trusted services pass: see 'acrfw trusted-services'.",
          OnOff.class);

  private final Argument<OnOff> tasksBypass =
      arguments.value(
          "--tasks-bypass",
          "on|off",
          "Whether ACR Tasks with a system-assigned identity pass.",
          OnOff.class);

  private final Argument<OnOff> dataEndpoints =
      arguments.value(
          "--data-endpoints",
          "on|off",
          "Dedicated data endpoints; the script pauses before it switches them.",
          OnOff.class);

  private final Argument<Boolean> prune =
      arguments.flag("--prune", "Remove IP rules that are not named; az only.");

  private final Argument<SettingsFormat> format =
      arguments.value(
          "-f,--format",
          "FORMAT",
          "az (default): a sh script; arm, bicep: properties to merge; json.",
          SettingsFormat.AZ);

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
    super("registry", "Write what sets a registry's own network rules. What is not named stays.");
    this.streams = streams;
    this.files = files;
  }

  @Override
  public Integer call() throws IOException {
    String name =
        Registry.parse(registry.get())
            .map(Registry::label)
            .map(label -> label.replaceFirst("-.*", ""))
            .orElseThrow(
                () -> usage("'" + registry.get() + "' is no registry name or login server"));
    if (resourceGroup.isGiven()
        && (!RESOURCE_GROUP.matcher(resourceGroup.get()).matches()
            || resourceGroup.get().startsWith("-"))) {
      throw usage("--resource-group '" + resourceGroup.get() + "' is no name of a resource group");
    }
    checkOptions();
    List<String> rules = allowedRules();
    RegistrySettings settings =
        new RegistrySettings(
            name,
            resourceGroup.get(),
            rules,
            toBoolean(trustedServices.get()),
            toBoolean(tasksBypass.get()),
            toBoolean(dataEndpoints.get()),
            publicAccess.get(),
            prune.get());
    streams.print(
        switch (format.get()) {
          case AZ -> new RegistryScript(settings).text(commandLine(settings));
          case ARM -> new RegistryFragment(settings).arm();
          case BICEP -> new RegistryFragment(settings).bicep();
          case JSON -> new RegistryFragment(settings).json();
        });
    return ExitCode.OK;
  }

  private boolean allows() {
    return !allow.get().isEmpty() || allowFile.isGiven();
  }

  private void checkOptions() {
    if (!allows()
        && !publicAccess.isGiven()
        && !trustedServices.isGiven()
        && !tasksBypass.isGiven()
        && !dataEndpoints.isGiven()) {
      throw usage("nothing to set: name at least one of --allow, --public-access, ...");
    }
    if (prune.get() && !allows()) {
      throw usage("--prune changes nothing without --allow");
    }
    if (prune.get() && format.get() != SettingsFormat.AZ) {
      throw usage("--prune is for the az script: a template's ipRules replaces the whole list");
    }
    if (allows()
        && (publicAccess.get() == PublicAccess.ALL || publicAccess.get() == PublicAccess.NONE)) {
      throw usage(
          "--allow changes nothing with --public-access "
              + publicAccess.get().name().toLowerCase(Locale.ROOT)
              + "\nIP rules matter with selected");
    }
    boolean template = format.get() == SettingsFormat.ARM || format.get() == SettingsFormat.BICEP;
    if (template && allows() && !publicAccess.isGiven()) {
      throw usage("a template's rule set has a default action: add --public-access selected");
    }
    if (publicAccess.get() == PublicAccess.SELECTED && !allows()) {
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
    for (String text : allow.get()) {
      try {
        rules.add(text.strip());
      } catch (InvalidIpRuleException e) {
        throw usage("--allow: " + e.getMessage());
      }
    }
    if (allowFile.isGiven()) {
      addFile(rules);
    }
    List<String> fewest = rules.fewest();
    if (fewest.isEmpty()) {
      throw new EmptySelectionException("--allow-file names no address");
    }
    return fewest;
  }

  private void addFile(IpRules rules) throws IOException {
    String text = new String(files.readBytes(allowFile.get()), StandardCharsets.UTF_8);
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
    if (resourceGroup.isGiven()) {
      Selection.option(command, "--resource-group", resourceGroup.get());
    }
    if (settings.allowed() != null) {
      Selection.option(command, "--allow", String.join(",", settings.allowed()));
    }
    if (publicAccess.isGiven()) {
      Selection.option(
          command, "--public-access", publicAccess.get().name().toLowerCase(Locale.ROOT));
    }
    appendSwitch(command, "--trusted-services", trustedServices.get());
    appendSwitch(command, "--tasks-bypass", tasksBypass.get());
    appendSwitch(command, "--data-endpoints", dataEndpoints.get());
    return prune.get() ? command + " --prune" : command.toString();
  }

  private static void appendSwitch(StringBuilder command, String option, OnOff value) {
    if (value != null) {
      Selection.option(command, option, value.name().toLowerCase(Locale.ROOT));
    }
  }

  private static Boolean toBoolean(OnOff value) {
    return value == null ? null : value == OnOff.ON;
  }
}
