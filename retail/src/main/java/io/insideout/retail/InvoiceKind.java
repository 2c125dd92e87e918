package io.insideout.retail;

/// What the prefix of an invoice number says. A prefix is one letter before a digit: `C536379` is a
/// cancellation, `CHRISTMAS-1` an order.
enum InvoiceKind {
  PLAIN,
  CANCELLATION,
  ADJUSTMENT;

  static InvoiceKind of(String invoiceNumber) {
    if (invoiceNumber.length() < 2 || !isDigit(invoiceNumber.charAt(1))) {
      return PLAIN;
    }
    return switch (invoiceNumber.charAt(0)) {
      case 'C', 'c' -> CANCELLATION;
      case 'A', 'a' -> ADJUSTMENT;
      default -> PLAIN;
    };
  }

  private static boolean isDigit(char c) {
    return '0' <= c && c <= '9';
  }
}
