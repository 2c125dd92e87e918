package io.insideout.retail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;

class RetailFileFuzzTest {
  private static final byte[] HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
          .getBytes(UTF_8);

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void every_line_of_a_file_is_accounted_for_or_the_file_is_refused(byte[] input) {
    read(input);
    read(ByteBuffer.allocate(HEADER.length + input.length).put(HEADER).put(input).array());
  }

  private static void read(byte[] bytes) {
    try {
      RetailFile file =
          RetailFile.survey(new ByteSource("input", () -> new ByteArrayInputStream(bytes)));
      Summary summary = file.summary();
      assertThat(summary.accountedLines()).isEqualTo(summary.lines());
      try (Invoices invoices = file.invoices()) {
        invoices.forEachRemaining(invoice -> assertThat(invoice.lines()).isNotEmpty());
      }
    } catch (RetailFileException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
