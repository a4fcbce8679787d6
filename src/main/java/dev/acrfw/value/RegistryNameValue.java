package dev.acrfw.value;

import dev.acrfw.access.RegistryName;
import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Value;
import java.util.Optional;

/** The name or login server of a registry. */
public final class RegistryNameValue extends Value<RegistryName> {
  /** The environment variable that names registries for all commands. */
  public static final String VARIABLE = "ACRFW_REGISTRY";

  @Override
  public RegistryName parse(String option, String text) {
    Optional<RegistryName> name = RegistryName.parse(text);
    if (name.isEmpty()) {
      throw new UsageException(
          "'" + text + "' is not the name or login server of a registry",
          "a name has 5 to 50 letters and digits, for example contoso or contoso.azurecr.io");
    }
    return name.get();
  }

  @Override
  public String text(RegistryName value) {
    Optional<String> suffix = value.loginSuffix();
    return value.label() + (suffix.isPresent() ? "." + suffix.get() : "");
  }
}
