package dev.acrfw.value;

import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Value;
import java.net.URI;

/** An address of http or https. */
public final class WebAddress extends Value<URI> {
  @Override
  public URI parse(String option, String text) {
    try {
      URI address = URI.create(text);
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (web && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // The message below is for this as well.
    }
    throw new UsageException(option + " '" + text + "' is not the address of a web server");
  }

  @Override
  public String text(URI value) {
    return value.toString();
  }
}
