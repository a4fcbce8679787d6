package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read the usual way picocli reads the same, and what picocli refuses is not usual. */
class UsualCommandLineTest {
  private static final List<String> ODD_VALUES =
      List.of(
          "",
          "-",
          "-x",
          "--",
          "--family",
          "-1",
          "a,b",
          "a,,b",
          "a,",
          "a,b,",
          ",",
          ",a",
          "\"a,b\"",
          "a\"b",
          "'a,b'",
          "a=b",
          "=",
          "=a",
          "@x",
          "\u00fc",
          "a b",
          " ",
          "1",
          "0",
          "\\",
          "\\,a",
          "${a}",
          "generate",
          "westeurope",
          "192.0.2.0/24");

  /** A command that takes what another takes, and does nothing. */
  private static final class Idle extends Command {
    Idle(Commands like) {
      super(Acrfw.NOBODY, like.displayName(), "");
      for (Argument<?> argument :
          like.create(Acrfw.NOBODY, new InputFiles(Acrfw.NOBODY)).arguments.all()) {
        switch (argument.kind()) {
          case OPTION -> arguments.add(argument.option());
          case HIDDEN_OPTION -> arguments.addHidden(argument.option());
          case POSITION -> arguments.positional(argument.option().label(), "");
          case POSITIONS -> arguments.positionals(argument.option().label(), "");
        }
      }
      arguments.standard();
    }

    @Override
    int run() {
      return ExitCode.OK;
    }

    /** Returns all that the words became, or what is wrong with them. */
    String outcome() {
      StringBuilder outcome = new StringBuilder();
      try {
        call();
        for (Argument<?> argument : arguments.all()) {
          if (argument.isGiven()) {
            outcome.append(textOf(argument)).append('\n');
          }
        }
      } catch (UsageException e) {
        return said(e, "acrfw " + arguments.name());
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
      return outcome.toString();
    }

    private static <T> String textOf(Argument<T> argument) {
      return argument.option().name() + " " + argument.option().texts(argument.get());
    }
  }

  private static String said(Exception failure, String command) {
    return FailureText.problem(failure) + "|" + FailureText.hint(failure, command);
  }

  /** Returns whether the words are read the usual way; then picocli has to agree. */
  private static boolean agrees(Commands command, List<String> words) {
    Idle usual = new Idle(command);
    if (!UsualCommandLine.read(usual.arguments.all(), words)) {
      return false;
    }
    Idle other = new Idle(command);
    List<String> all = new ArrayList<>(List.of(command.displayName()));
    all.addAll(words);
    AtomicReference<String> refused = new AtomicReference<>("");
    new PicocliCommandLine(Acrfw.NOBODY, List.of(other), false)
        .run(
            (e, name) -> {
              refused.set(said(e, name));
              return ExitCode.USAGE;
            },
            all.toArray(String[]::new));
    String expected = refused.get().isEmpty() ? other.outcome() : refused.get();
    assertThat(usual.outcome()).as(all.toString()).isEqualTo(expected);
    return true;
  }

  @ParameterizedTest
  @EnumSource(Commands.class)
  void whatIsReadTheUsualWayPicocliReadsTheSame(Commands command) {
    Random random = new Random(command.ordinal());
    int usual = 0;
    for (int i = 0; i < 1500; i++) {
      usual += agrees(command, words(command, random)) ? 1 : 0;
    }
    assertThat(usual).as("usual ones").isBetween(100, 1400);
  }

  private static List<String> words(Commands command, Random random) {
    List<String> words = new ArrayList<>();
    List<Argument<?>> arguments = new Idle(command).arguments.all();
    for (Argument<?> argument : arguments) {
      if (argument.kind() == Argument.Kind.POSITION && random.nextInt(20) > 0) {
        words.add(random.nextInt(5) > 0 ? "word" : pick(ODD_VALUES, random));
      }
    }
    for (int count = random.nextInt(4); count > 0; count--) {
      Argument<?> argument = pick(arguments, random);
      List<String> added = new ArrayList<>();
      if (argument.isOption()) {
        add(argument.option(), added, random);
      } else if (argument.kind() == Argument.Kind.POSITIONS) {
        added.add(value(argument.option(), random));
      }
      words.addAll(random.nextInt(words.size() + 1), added);
    }
    return words;
  }

  private static void add(Option<?> option, List<String> words, Random random) {
    String name = pick(option.names(), random);
    boolean odd = random.nextInt(8) == 0;
    if ((option.arity() == Option.Arity.FLAG) != odd) {
      words.add(odd ? name.substring(0, name.length() - 1) : name);
    } else if (random.nextBoolean()) {
      words.add(name + "=" + value(option, random));
    } else {
      words.addAll(List.of(name, value(option, random)));
    }
  }

  private static String value(Option<?> option, Random random) {
    return option.candidates().isEmpty() || random.nextInt(3) == 0
        ? pick(ODD_VALUES, random)
        : pick(option.candidates(), random);
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-s tags.json -r contoso -l westeurope -f nftables",
        "--service-tags=tags.json --registry contoso,fabrikam -l all --format=ipset -o rules.sh",
        "-s - -r a -r b -f list --quiet --check"
      })
  void theUsualFormsAreUsual(String line) {
    assertThat(agrees(Commands.GENERATE, Arrays.asList(line.split(" ")))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nonesuch",
        "-f",
        "-f list -f list",
        "-q -q",
        "--quiet=true",
        "-flist",
        "-qf list",
        "-f=list",
        "-h",
        "--help",
        "-V",
        "--version",
        "word",
        "-- -f",
        "--format=",
        "-f -s",
        "-r \"a\""
      })
  void anythingElseIsLeftToPicocli(String line) {
    assertThat(agrees(Commands.GENERATE, Arrays.asList(line.split(" ")))).isFalse();
  }

  @Test
  void aPositionThatIsMissingOrTooManyIsLeftToPicocli() {
    assertThat(agrees(Commands.DIFF, List.of("old.json"))).isFalse();
    assertThat(agrees(Commands.DIFF, List.of("old.json", "new.json"))).isTrue();
    assertThat(agrees(Commands.DIFF, List.of("old.json", "new.json", "newer.json"))).isFalse();
  }
}
