package dev.acrfw.access;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a registry, as the first label of its login server.
 *
 * @param label the first label of its login server, in lower case: the name, with {@code -<hash>}
 *     after it where the registry has a scoped domain name label
 * @param loginSuffix what comes after it and a dot in the login server; empty when only the name
 *     was given
 */
public record RegistryName(String label, Optional<String> loginSuffix) {
  /** 5 to 50 alphanumerics: the naming rules of Microsoft.ContainerRegistry/registries. */
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]{5,50}(-[a-z0-9]{1,30})?");

  /** In every cloud the suffix begins with the service's label; some have several more. */
  private static final String SUFFIX = "azurecr(\\.[a-z0-9-]{1,63}){1,5}";

  /**
   * Reads a registry's name or login server.
   *
   * @param text for example {@code contoso} or {@code contoso.azurecr.io}; of an address or an
   *     image in the registry, its login server counts
   * @return the registry, or nothing when the text is neither
   */
  public static Optional<RegistryName> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("https://") || lower.startsWith("http://")) {
      lower = lower.substring(lower.indexOf("//") + 2);
    }
    int slash = lower.indexOf('/');
    if (slash >= 0) {
      lower = lower.substring(0, slash);
    }
    int dot = lower.indexOf('.');
    if (dot < 0) {
      return slash < 0 ? of(lower, Optional.empty()) : Optional.empty();
    }
    return of(lower.substring(0, dot), Optional.of(lower.substring(dot + 1)));
  }

  private static Optional<RegistryName> of(String label, Optional<String> suffix) {
    return LABEL.matcher(label).matches() && (suffix.isEmpty() || suffix.get().matches(SUFFIX))
        ? Optional.of(new RegistryName(label, suffix))
        : Optional.empty();
  }

  /** Returns the registry's name: the label without the hash of a scoped domain name label. */
  public String name() {
    int hyphen = label.indexOf('-');
    return hyphen < 0 ? label : label.substring(0, hyphen);
  }

  /**
   * Written out, as {@link #hashCode}: what a record has of its own, the JVM makes in every run.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof RegistryName name
        && name.label.equals(label)
        && name.loginSuffix.equals(loginSuffix);
  }

  @Override
  public int hashCode() {
    return 31 * label.hashCode() + loginSuffix.hashCode();
  }
}
