package io.insideout.retail;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Which field of a row is which, found by the names in the header: their order is free, and
/// columns that are not ours are left alone.
record Columns(
    int count,
    int invoice,
    int stockCode,
    int description,
    int quantity,
    int date,
    int price,
    int customer,
    int country) {
  private static final String[] NAMES = {
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country"
  };

  /// Throws [IllegalArgumentException] that says which columns are missing or stand there twice.
  static Columns of(List<String> header) {
    List<String> names = header.stream().map(String::strip).toList();
    String missing = named(name -> !names.contains(name));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("no column " + missing + " in the first line");
    }
    String twice = named(name -> names.indexOf(name) != names.lastIndexOf(name));
    if (!twice.isEmpty()) {
      throw new IllegalArgumentException("more than one column " + twice + " in the first line");
    }
    int[] at = Arrays.stream(NAMES).mapToInt(names::indexOf).toArray();
    return new Columns(names.size(), at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7]);
  }

  /// What a file must have, for messages.
  static String expected() {
    return String.join(",", NAMES);
  }

  private static String named(Predicate<String> condition) {
    return Arrays.stream(NAMES).filter(condition).collect(Collectors.joining(", "));
  }
}
