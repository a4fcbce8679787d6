package dev.acrfw.cli;

import dev.acrfw.access.RegistryName;
import dev.acrfw.failure.UnknownOrEmptyException;
import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.registry.EndpointProtocol;
import dev.acrfw.registry.PublicAccess;
import dev.acrfw.registry.RegistryFragment;
import dev.acrfw.registry.RegistryScript;
import dev.acrfw.registry.RegistrySettings;
import dev.acrfw.value.RegistryNameValue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes what sets a registry's own network rules. */
final class RegistryCommand extends Command {
  private final ReportOutput output;
  private final InputFiles files;

  private final Argument<RegistryName> registry =
      arguments.add(
          Option.value(
                  "-r,--registry",
                  "NAME",
                  "Name or login server of the registry.",
                  new RegistryNameValue())
              .orVariable(RegistryNameValue.VARIABLE));

  private final Argument<String> resourceGroup =
      arguments.add(
          Option.shaped(
              "-g,--resource-group",
              "GROUP",
              "Its resource group. Default: the script looks it up.",
              "[A-Za-z0-9_()][A-Za-z0-9._()-]{0,88}[A-Za-z0-9_()-]|[A-Za-z0-9_()]",
              "the name of a resource group",
              ""));

  private final IpRulesOptions ipRules = new IpRulesOptions(arguments);

  private final Argument<PublicAccess> publicAccess =
      arguments.add(
          Option.value(
              "--public-access",
              "FROM",
              "{}; selected is only the IP rules.",
              Choice.of(PublicAccess.class)));

  private final Argument<OnOff> trustedServices =
      onOff("--trusted-services", "Whether trusted services pass: see 'acrfw trusted-services'.");

  private final Argument<OnOff> tasksBypass =
      onOff("--tasks-bypass", "Whether ACR Tasks with a system-assigned identity pass.");

  private final Argument<OnOff> dataEndpoints =
      onOff(
          "--data-endpoints",
          "Dedicated data endpoints; the script pauses before it switches them.");

  private final Argument<OnOff> regionalEndpoints =
      onOff("--regional-endpoints", "Login servers for each region, a preview.");

  private final Argument<EndpointProtocol> endpointProtocol =
      arguments.add(
          Option.value(
              "--endpoint-protocol",
              "FAMILIES",
              "{}: the families in which the public endpoints answer, a preview.",
              Choice.of(EndpointProtocol.class)));

  private final Argument<SettingsFormat> format =
      arguments.add(
          Option.value(
              "-f,--format",
              "FORMAT",
              "{}; az is a sh script, arm and bicep are properties to merge.",
              Choice.of(SettingsFormat.class),
              SettingsFormat.AZ));

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

  RegistryCommand(Surroundings surroundings, InputFiles files) {
    super(
        surroundings,
        "registry",
        "Write what sets a registry's own network rules. What is not named stays.");
    arguments.examples(
        "acrfw registry -r contoso --allow 20.30.40.0/24 --public-access selected",
        "acrfw registry -r contoso --trusted-services on");
    this.files = files;
    output = new ReportOutput(arguments, surroundings, files);
  }

  private Argument<OnOff> onOff(String name, String description) {
    return arguments.add(Option.value(name, "on|off", description, Choice.of(OnOff.class)));
  }

  @Override
  int run() throws IOException {
    checkOptions();
    Optional<List<String>> allowed = ipRules.allowed(files);
    warnOfIpv6(allowed.orElse(List.of()));
    warnOfPreviews();
    RegistrySettings settings =
        new RegistrySettings(
            registry.get().name(),
            resourceGroup.find(),
            allowed,
            ipRules.removed(allowed),
            isOn(trustedServices),
            isOn(tasksBypass),
            isOn(dataEndpoints),
            isOn(regionalEndpoints),
            endpointProtocol.find(),
            publicAccess.find(),
            ipRules.prunes());
    output.write(
        switch (format.get()) {
          case AZ -> new RegistryScript(settings).text(commandLine(settings));
          case ARM -> new RegistryFragment(settings).arm();
          case BICEP -> new RegistryFragment(settings).bicep();
          case JSON -> new RegistryFragment(settings).json();
        });
    return ExitCode.OK;
  }

  /** All that can be set but the IP rules, in the order of canonical command lines. */
  private List<Argument<?>> settings() {
    return List.of(
        publicAccess,
        trustedServices,
        tasksBypass,
        dataEndpoints,
        regionalEndpoints,
        endpointProtocol);
  }

  private boolean isPublicAccess(PublicAccess wanted) {
    return publicAccess.find().filter(access -> access == wanted).isPresent();
  }

  private void checkOptions() {
    if (registry.find().isEmpty()) {
      throw new UsageException("--registry is missing");
    }
    if (!ipRules.isGiven() && settings().stream().noneMatch(Argument::isGiven)) {
      throw new UsageException(
          "nothing to set: name at least one of --allow, --public-access, ...");
    }
    ipRules.check(format.get() == SettingsFormat.AZ);
    if (ipRules.allows()
        && (isPublicAccess(PublicAccess.ALL) || isPublicAccess(PublicAccess.NONE))) {
      throw new UsageException(
          "--allow changes nothing with --public-access " + Choice.nameOf(publicAccess.get()),
          "IP rules matter with selected");
    }
    if (isTemplate() && ipRules.allows() && !publicAccess.isGiven()) {
      throw new UsageException(
          "a template's rule set has a default action: add --public-access selected");
    }
    if (isPublicAccess(PublicAccess.SELECTED) && !ipRules.allows()) {
      throw new UnknownOrEmptyException(
          "--public-access selected without any IP rule lets nobody in",
          "name the clients with --allow, or say --public-access none");
    }
  }

  private boolean isTemplate() {
    return format.get() == SettingsFormat.ARM || format.get() == SettingsFormat.BICEP;
  }

  private String commandLine(RegistrySettings settings) {
    CanonicalCommand command =
        new CanonicalCommand("registry")
            .add(registry.option(), List.of(settings.registry()))
            .addGiven(resourceGroup.option(), arguments.values());
    ipRules.append(command, settings);
    for (Argument<?> argument : settings()) {
      command.addGiven(argument.option(), arguments.values());
    }
    return command.toString();
  }

  private void warnOfIpv6(List<String> rules) {
    if (rules.stream().anyMatch(rule -> rule.indexOf(':') >= 0)) {
      surroundings.warn(
          "IPv6 among the IP rules: Microsoft's article says IPv4 only, az takes both; see with"
              + " 'az acr network-rule list' what the registry keeps");
    }
  }

  private void warnOfPreviews() {
    if (isOn(regionalEndpoints).orElse(false)) {
      surroundings.warn("regional endpoints are a preview, and need Premium");
    }
    if (endpointProtocol.find().filter(EndpointProtocol.BOTH::equals).isPresent()) {
      surroundings.warn(
          "endpoints on IPv6 are a preview, and need dedicated data endpoints; ACR Tasks (az acr"
              + " build, az acr run) do not work on such a registry");
    }
  }

  private static Optional<Boolean> isOn(Argument<OnOff> argument) {
    return argument.find().map(value -> value == OnOff.ON);
  }
}
