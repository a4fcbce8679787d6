package dev.acrfw.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalLinesTest {
  private static final String TABLE =
      """
      NAME  PORT  VERDICT
      a      443  the name does not resolve (no such host), and nothing answers
      b     5671  fine

      A sentence of some length below the table, which the terminal itself goes on with.
      """;

  @Test
  void theLastColumnGoesOnBelowItself() {
    assertThat(TerminalLines.fit(TABLE, 40))
        .isEqualTo(
            """
            NAME  PORT  VERDICT
            a      443  the name does not resolve
                        (no such host), and nothing
                        answers
            b     5671  fine

            A sentence of some length below the table, which the terminal itself goes on with.
            """);
  }

  @Test
  void coloursTakeNoRoom() {
    String coloured =
        TABLE.replace("the name", "\u001b[31mthe name").replace("host)", "host)\u001b[0m");
    assertThat(TerminalLines.fit(coloured, 40).replaceAll("\u001b\\[\\d*m", ""))
        .isEqualTo(TerminalLines.fit(TABLE, 40));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 25, 31, 200, Integer.MAX_VALUE})
  void whereThereIsNoRoomOrRoomEnoughNothingChanges(int columns) {
    assertThat(TerminalLines.fit(TABLE, columns)).isEqualTo(TABLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 100, 120})
  void noWordOfAReportIsLost(int columns) {
    String report = Acrfw.succeed("trusted-services").out();
    assertThat(TerminalLines.fit(report, columns).replaceAll("\\s+", " "))
        .isEqualTo(report.replaceAll("\\s+", " "));
  }
}
