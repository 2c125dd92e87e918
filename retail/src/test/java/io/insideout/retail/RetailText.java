package io.insideout.retail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Small files for the tests, written out.
final class RetailText {
  static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

  private RetailText() {}

  /// The header and those lines.
  static String of(String... lines) {
    return HEADER + "\n" + String.join("\n", lines) + "\n";
  }

  static RetailFile survey(Path directory, String text) {
    return survey(directory, text.getBytes(StandardCharsets.UTF_8));
  }

  static RetailFile survey(Path directory, byte[] bytes) {
    try {
      return RetailFile.survey(Files.write(directory.resolve("retail.csv"), bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Invoice> invoices(RetailFile file) {
    List<Invoice> all = new ArrayList<>();
    try (Invoices invoices = file.invoices()) {
      invoices.forEachRemaining(all::add);
    }
    return all;
  }

  static byte[] gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
