package dev.acrfw.value;

import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Value;
import dev.acrfw.rules.NamedTag;
import dev.acrfw.servicetags.TagName;

/** A service tag that may have a port after a colon. */
public final class NamedTagValue extends Value<NamedTag> {
  @Override
  public NamedTag parse(String option, String text) {
    int colon = text.lastIndexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    if (name.isEmpty()) {
      throw new UsageException(option + " needs a name: '" + text + "'");
    }
    int port =
        colon < 0 ? NamedTag.DEFAULT_PORT : PortNumber.parse(text.substring(colon + 1), text);
    return new NamedTag(TagName.of(name), port);
  }

  @Override
  public String text(NamedTag value) {
    return value.optionValue();
  }
}
