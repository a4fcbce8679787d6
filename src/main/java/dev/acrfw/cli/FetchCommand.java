package dev.acrfw.cli;

import dev.acrfw.fetch.Fetch.Result;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import java.io.IOException;
import java.nio.file.Path;

/** Downloads the current file of a cloud. */
final class FetchCommand extends Command {
  private final FetchOptions options = new FetchOptions(arguments);

  private final Argument<String> output =
      arguments.add(
          Option.text("-o,--output", "FILE", "Write to FILE in place of the cache.")
              .suggesting(Suggestion.FILES));

  FetchCommand(Surroundings surroundings) {
    super(
        surroundings,
        "fetch",
        "Download the current file of a cloud, check it, keep it, and print where it is.");
    arguments.examples("acrfw fetch", "acrfw fetch --cloud china");
  }

  @Override
  int run() throws IOException {
    options.check();
    Result result = options.fetch(surroundings, output.find().map(Path::of));
    result.warnings().forEach(surroundings::warn);
    surroundings.note(result.isNew() ? changeNumbers(result) : "up to date");
    surroundings.print(result.path() + "\n");
    return ExitCode.OK;
  }

  private static String changeNumbers(Result result) {
    String number = String.valueOf(result.changeNumber().orElseThrow());
    return "change number "
        + (result.earlierChangeNumber().isPresent()
            ? result.earlierChangeNumber().getAsInt() + " > " + number
            : number);
  }
}
