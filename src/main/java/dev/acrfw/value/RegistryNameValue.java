package dev.acrfw.value;

import dev.acrfw.access.RegistryName;
import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Value;

/** The name or login server of a registry. */
public final class RegistryNameValue extends Value<RegistryName> {
  /** The environment variable that names registries for all commands. */
  public static final String VARIABLE = "ACRFW_REGISTRY";

  @Override
  public RegistryName parse(String option, String text) {
    return RegistryName.parse(text)
        .orElseThrow(
            () ->
                new UsageException(
                    "'" + text + "' is not the name or login server of a registry",
                    "a name has 5 to 50 letters and digits, for example contoso or"
                        + " contoso.azurecr.io"));
  }

  @Override
  public String text(RegistryName value) {
    return value.label() + value.loginSuffix().map(suffix -> "." + suffix).orElse("");
  }
}
