package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of arguments stands for its words where it stands alone, and nowhere else. */
class ArgumentFilesTest {
  @TempDir private Path folder;

  private String file(String content) throws IOException {
    return "@" + Files.writeString(folder.resolve("args"), content);
  }

  @Test
  void itsWordsAreArguments() throws IOException {
    String args = file("# a comment\n -l 'West Europe'\n--registry \"contoso\"  # not one\n");
    Acrfw run =
        Acrfw.run(
            "generate",
            "-s",
            Acrfw.SAMPLE,
            file("-l 'West Europe'\n# x\n--registry\ncontoso"),
            "-f",
            "list");
    assertThat(run.out()).contains("--registry contoso --region westeurope").isNotEqualTo(args);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-r", "--registry", "--family", "-l", "--tag", "--name", "-e", "-o", "-f"})
  void theValueOfAnOptionIsNeverOne(String option) throws IOException {
    Path written = folder.resolve("written");
    String evil = file("contoso -o " + written);
    Acrfw run = Acrfw.run("generate", "-s", Acrfw.SAMPLE, "-f", "list", option, evil);
    assertThat(written).doesNotExist();
    if (!option.equals("-o")) {
      assertThat(run.exitCode()).as(run.toString()).isNotZero();
    }
    assertThat(Acrfw.run("generate", "-s", Acrfw.SAMPLE, "-f", "list", option + "=" + evil).out())
        .doesNotContain("-o " + written);
    assertThat(written).doesNotExist();
    Files.deleteIfExists(Path.of(evil));
  }

  @Test
  void itsMistakesAreSentences() throws IOException {
    for (String[] wrong :
        new String[][] {
          {"@nonesuch", "no argument file nonesuch"},
          {"@" + folder, "is a folder"},
          {file("@/etc/passwd"), "names another, @/etc/passwd"},
        }) {
      Acrfw run = Acrfw.run("generate", wrong[0]);
      assertThat(run.exitCode()).isIn(1, 2);
      assertThat(run.err()).contains(wrong[1]).doesNotContain("\tat ", "root:");
    }
  }

  @Test
  void anEmptyOneIsNoCommand() throws IOException {
    Acrfw run = Acrfw.run(file("# nothing\n"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no command given");
  }

  @Test
  void quietInAFileIsHeard() throws IOException {
    assertThat(Acrfw.run("generate", "-s", Acrfw.SAMPLE, "-f", "list", file("--quiet")).err())
        .isEmpty();
  }

  @Test
  void aDoubledSignIsOneAndAValueThatIsTooLongIsCut() {
    assertThat(Acrfw.run("generate", "@@x").err()).contains("'@x'");
    Acrfw run =
        Acrfw.run("generate", "-s", Acrfw.SAMPLE, "-f", "x".repeat(100_000) + "\u202e\u009b");
    assertThat(run.err().length()).isLessThan(5_000);
    assertThat(run.err()).doesNotContain("\u202e", "\u009b");
  }
}
