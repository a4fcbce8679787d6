package dev.acrfw.value;

import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Value;
import dev.acrfw.servicetags.TagName;
import dev.acrfw.text.Printable;

/** The name of a service tag. */
public final class TagNameValue extends Value<TagName> {
  @Override
  public TagName parse(String option, String text) {
    TagName name = TagName.of(text);
    if (!name.isLegal()) {
      throw new UsageException(
          option + " '" + Printable.of(text) + "' is not the name of a service tag");
    }
    return name;
  }

  @Override
  public String text(TagName value) {
    return value.toString();
  }
}
