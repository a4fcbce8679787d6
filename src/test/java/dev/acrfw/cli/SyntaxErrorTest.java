package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a command line that does not parse. */
class SyntaxErrorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "generate --regio west | unknown option --regio | did you mean --region?",
        "generate --regio=west | unknown option --regio | did you mean --region?",
        "generate --fmaily ipv4 | unknown option --fmaily | did you mean --family?",
        "generate --max-shrnk 5 | unknown option --max-shrnk | did you mean --max-shrink?",
        "generate --nme x | unknown option --nme | did you mean --name?",
        "generate --zzz | unknown option --zzz | see 'acrfw generate --help'",
        "generate west | unexpected argument 'west' | see 'acrfw generate --help'",
        "generate pom.xml | unexpected argument 'pom.xml' | a service tags file is named with"
            + " --service-tags",
        "generate -l | --region needs a value: REGION | see 'acrfw generate --help'",
        "generate -l --family both | --region needs a value: REGION | see 'acrfw generate --help'",
        "generate -f list -f json | --format is given twice | see 'acrfw generate --help'",
        "diff | OLD is missing | see 'acrfw diff --help'",
        "diff a | NEW is missing | see 'acrfw diff --help'",
        "registry --prune | --registry is missing | see 'acrfw registry --help'",
        "genrate | unknown command 'genrate' | did you mean generate?",
        "frobnicate | unknown command 'frobnicate' | see 'acrfw --help'",
      })
  void oneSentenceSaysWhatIsWrongAndOneWhatWasMeant(String args, String problem, String hint) {
    Acrfw run = Acrfw.run(args.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("acrfw: error: " + problem + "\nacrfw: hint: " + hint + "\n");
  }
}
