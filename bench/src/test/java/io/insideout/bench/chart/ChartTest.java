package io.insideout.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
  @Test
  void aChartIsWellFormedWhateverItsTextsSay() throws Exception {
    Chart chart =
        new Chart(
            "1 < 2 & \"so on\"",
            List.of(
                new Panel.Dots(
                    "Times",
                    "ms",
                    List.of(
                        new Panel.Dot("<b>", 12, 0.5, 30.0), new Panel.Dot("&", 0, null, null))),
                new Panel.Line(
                    "Cost",
                    "orders",
                    List.of(new Panel.Point(10, 3), new Panel.Point(100, 4)),
                    2.0)));

    Document document = parse(chart.svg());

    assertThat(document.getDocumentElement().getLocalName()).isEqualTo("svg");
    assertThat(document.getDocumentElement().getTextContent())
        .contains("1 < 2 & \"so on\"", "<b>", "12 / 0.50");
  }

  @Test
  void everythingIsWithinTheChart() throws Exception {
    Panel.Dots dots =
        new Panel.Dots(
            "Times",
            "ms",
            List.of(
                new Panel.Dot("small", 0.003, 9_000.0, null),
                new Panel.Dot("large", 12_345_678, 1.0, 0.2)));
    Panel.Line line =
        new Panel.Line(
            "Cost",
            "orders",
            List.of(new Panel.Point(10_000, 999), new Panel.Point(1_000_000, 1)),
            1_500.0);

    Element svg = parse(new Chart("All", List.of(dots, line)).svg()).getDocumentElement();

    NodeList circles = svg.getElementsByTagName("circle");
    assertThat(circles.getLength()).isGreaterThanOrEqualTo(6);
    for (int i = 0; i < circles.getLength(); i++) {
      Element circle = (Element) circles.item(i);
      assertThat(number(circle, "cx")).isBetween(0.0, number(svg, "width"));
      assertThat(number(circle, "cy")).isBetween(0.0, number(svg, "height"));
    }
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }
}
