package dev.acrfw.text;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart as an SVG image: panels of bars or columns, one below the other, readable on light and
 * dark pages, with a title and a description for those who do not see it.
 */
public final class SvgChart {
  private static final int WIDTH = 720;
  private static final int MARGIN = 10;
  private static final int LENGTH = WIDTH - 2 * MARGIN;
  private static final int LINE = 20;
  private static final int BAR = 10;
  private static final int COLUMNS_HEIGHT = 120;

  private static final String STYLE =
      """
        <style>
          text { font: 13px sans-serif; fill: #24292f; }
          .title { font-weight: bold; }
          .end { text-anchor: end; }
          rect { fill: #0969da; }
          line { stroke: #8c959f; }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3; }
            rect { fill: #58a6ff; }
          }
        </style>
      """;

  private final String title;
  private final String description;
  private final StringBuilder drawn = new StringBuilder();
  private int y = MARGIN;

  /**
   * One bar or column.
   *
   * @param label what it stands for
   * @param value how long it is, beside the others of its panel; not negative
   * @param shown the value in words
   */
  public record Bar(String label, BigInteger value, String shown) {}

  /**
   * @param title what the chart shows, in one line
   * @param description what it tells, for those who do not see it
   */
  public SvgChart(String title, String description) {
    this.title = title;
    this.description = description;
    y += LINE;
    text(MARGIN, title, "title");
  }

  /** Adds a panel of horizontal bars, each with its label above it. */
  public void bars(String heading, List<Bar> bars) {
    y += LINE;
    text(MARGIN, heading, "title");
    BigInteger most = most(bars);
    for (Bar bar : bars) {
      y += LINE;
      text(MARGIN, bar.label(), "");
      text(WIDTH - MARGIN, bar.shown(), "end");
      rect(MARGIN, y + 4, scaled(bar.value(), most, LENGTH), BAR);
      y += LINE;
    }
    y += LINE / 2;
  }

  /** Adds a panel of columns from left to right; the first, the last and the highest are named. */
  public void columns(String heading, List<Bar> columns) {
    y += LINE;
    text(MARGIN, heading, "title");
    BigInteger most = most(columns);
    columns.stream()
        .filter(column -> column.value().equals(most))
        .findFirst()
        .ifPresent(highest -> text(WIDTH - MARGIN, "at most " + highest.shown(), "end"));
    y += LINE / 2;
    int bottom = y + COLUMNS_HEIGHT;
    for (int i = 0; i < columns.size(); i++) {
      int height = scaled(columns.get(i).value(), most, COLUMNS_HEIGHT);
      int x = MARGIN + i * LENGTH / columns.size();
      int width = Math.max(1, LENGTH / columns.size() - 2);
      rect(x, bottom - height, width, height);
    }
    drawn.append(
        "  <line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(MARGIN, bottom, WIDTH - MARGIN, bottom));
    y = bottom + LINE;
    text(MARGIN, columns.get(0).label(), "");
    if (columns.size() > 1) {
      text(WIDTH - MARGIN, columns.get(columns.size() - 1).label(), "end");
    }
    y += LINE / 2;
  }

  /** Returns the image. */
  public String toText() {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" role=\"img\" aria-labelledby=\"t d\">\n"
            .formatted(WIDTH, y + MARGIN)
        + "  <title id=\"t\">%s</title>\n".formatted(escaped(title))
        + "  <desc id=\"d\">%s</desc>\n".formatted(escaped(description))
        + STYLE
        + drawn
        + "</svg>\n";
  }

  private static BigInteger most(List<Bar> bars) {
    List<BigInteger> values = new ArrayList<>(List.of(BigInteger.ZERO));
    bars.forEach(bar -> values.add(bar.value()));
    return values.stream().reduce(BigInteger::max).orElseThrow();
  }

  /** What is there at all is at least a point. */
  private static int scaled(BigInteger value, BigInteger most, int length) {
    return value.signum() == 0
        ? 0
        : Math.max(1, value.multiply(BigInteger.valueOf(length)).divide(most).intValue());
  }

  /** Writes on the line that ends at {@code y}. */
  private void text(int x, String text, String style) {
    String styled = style.isEmpty() ? "" : " class=\"" + style + "\"";
    drawn.append(
        "  <text x=\"%s\" y=\"%s\"%s>%s</text>\n".formatted(x, y - 5, styled, escaped(text)));
  }

  private void rect(int x, int top, int width, int height) {
    drawn.append(
        "  <rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>\n"
            .formatted(x, top, width, height));
  }

  private static String escaped(String text) {
    return Printable.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
